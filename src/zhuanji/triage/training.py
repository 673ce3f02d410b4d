"""Training a model from lessons, beside what is in use: in a process of its own, politely."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any

from zhuanji.triage.learning.child import STEP

_LONGEST = 900  # seconds


class TrainingFailed(Exception):
    """The process that trains ended without a model."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, what is known about it, and whether it answered the latest cases better."""

    blob: bytes
    card: dict[str, Any]

    @property
    def is_better(self) -> bool:
        return bool(self.card["better"])


STEPS = 5
"""Copies found, a rival learned, the latest answered, all learned, words weighed."""


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    answers: Sequence[str],
    *,
    challenged: bytes | None,
    knew: Collection[int] = (),
    weights: Sequence[float] | None = None,
    told: Callable[[int], None] = lambda _step: None,
) -> Trained:
    """Learn from cases in the order of their time and compare on the latest.

    `answers` are what was proposed for each when it came; with `challenged`, the model in use is
    asked instead, as it would be without the cases asked; `knew` are those it learned from. Another process does it, at the lowest priority: its memory goes with it, and
    whoever works at the desk does not wait. `told` hears how many of STEPS are done.
    """
    given = {"texts": texts, "labels": labels, "answers": answers, "weights": weights}
    with TemporaryFile() as asked, TemporaryFile() as answered:
        asked.write(_packed(given, challenged, knew))
        asked.seek(0)
        _run(asked, answered, told)
        answered.seek(0)
        found = json.load(answered)
    return Trained(b64decode(found["blob"]), found["card"])


def _run(asked: IO[bytes], answered: IO[bytes], told: Callable[[int], None]) -> None:
    said: deque[str] = deque(maxlen=40)
    with subprocess.Popen(
        [sys.executable, "-m", "zhuanji.triage.learning.child"],
        stdin=asked,
        stdout=answered,
        stderr=subprocess.PIPE,
    ) as child:
        longest = Timer(_LONGEST, child.kill)
        longest.start()
        try:
            for raw in child.stderr or ():
                line = raw.decode(errors="replace")
                if line.startswith(STEP) and line[len(STEP) :].strip().isdigit():
                    told(int(line[len(STEP) :]))
                else:
                    said.append(line)
        finally:
            longest.cancel()
            if child.poll() is None and sys.exc_info()[0]:
                child.kill()
    if child.returncode:
        raise TrainingFailed("".join(said)[-2000:])


def _packed(given: dict[str, Any], challenged: bytes | None, knew: Collection[int]) -> bytes:
    blob = b64encode(challenged).decode() if challenged else ""
    old = {"blob": blob, "knew": sorted(knew)} if challenged else None
    return json.dumps({**given, "challenged": old}).encode()
