"""Training a model from lessons, beside what is in use: in a process of its own, politely."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    answers: Sequence[str],
    *,
    challenged: bytes | None,
    weights: Sequence[float] | None = None,
) -> Trained:
    """Learn from cases in the order of their time and compare on the latest.

    `answers` are what was proposed for each when it came; with `challenged`, the model in use is
    asked instead. Another process does it, at the lowest priority: its memory goes with it, and
    whoever works at the desk does not wait.
    """
    given = {"texts": texts, "labels": labels, "answers": answers, "weights": weights}
    done = subprocess.run(
        [sys.executable, "-m", "zhuanji.triage.learning.child"],
        input=_packed(given, challenged),
        capture_output=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode:
        raise TrainingFailed(done.stderr.decode(errors="replace")[-2000:])
    found = json.loads(done.stdout)
    return Trained(b64decode(found["blob"]), found["card"])


def _packed(given: dict[str, Any], challenged: bytes | None) -> bytes:
    old = b64encode(challenged).decode() if challenged else None
    return json.dumps({**given, "challenged": old}).encode()
