"""Turning a stranger's file into a plain table, through a limited child process."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from zhuanji.channels.spreadsheets import limits
from zhuanji.channels.spreadsheets.unreadable import NotATable

_SOURCES = Path(__file__).resolve().parents[3]
_CHILD = [sys.executable, "-X", "utf8", "-m", "zhuanji.channels.spreadsheets.child"]


@dataclass(frozen=True)
class Sheet:
    """What a file holds: the names of its columns and how many rows that are not empty."""

    header: tuple[str, ...]
    rows: int


def unpack(source: Path, target: Path) -> Sheet:
    """Write the table in `source` to `target`, whole or not at all. Raises NotATable."""
    if source.stat().st_size > limits.FILE:
        raise NotATable("too_large", limit=limits.FILE // 2**20)
    draft = target.with_name(f"{target.name}.draft")
    try:
        found = _ask_child(source, draft)
        if "problem" in found:
            raise NotATable(found["problem"], **found["facts"])
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return Sheet(tuple(found["header"]), found["rows"])


def _ask_child(source: Path, draft: Path) -> dict[str, Any]:
    """The child knows neither settings nor secrets: its environment is empty."""
    try:
        answer = subprocess.run(  # noqa: S603 - our own module; the file's name is our own too
            [*_CHILD, source, draft],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": str(_SOURCES), "PATH": ""},
            timeout=limits.PATIENCE,
        )
        found: dict[str, Any] = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NotATable("too_complex") from error
    return found


def rows_of(table: Path, *, after: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of an unpacked table with their numbers in the file, leaving out `after`."""
    with table.open(encoding="utf-8", newline="") as file:
        for number, *cells in islice(csv.reader(file), after + 1, None):
            yield int(number), cells
