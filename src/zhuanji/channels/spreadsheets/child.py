"""The process that reads a stranger's file: little memory, little time, no settings, no secrets.

    python -m zhuanji.channels.spreadsheets.child SOURCE TARGET

Writes the table to TARGET as UTF-8 text with commas, each row led by its number, the header
first; prints what it found, or why it cannot be read, as one line of JSON.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from zhuanji.channels.spreadsheets import delimited, limits, workbooks
from zhuanji.channels.spreadsheets.unreadable import NotATable

_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<script")
_OTHER = (
    b"MZ\x90",
    b"\x7fELF",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"#!",
)
_CONTROLS = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 27})
_TITLES = 10  # rows above the header that may be titles and notes

Row = tuple[int, list[str]]


def main(source: Path, target: Path) -> dict[str, Any]:
    try:
        with target.open("w", encoding="utf-8", errors="replace", newline="") as out:
            return _copy(_rows(source), out)
    except NotATable as refusal:
        return {"problem": refusal.code, "facts": refusal.facts}
    except MemoryError:
        return {"problem": "too_complex", "facts": {}}


def _rows(source: Path) -> Iterator[Row]:
    with source.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise NotATable("empty")
    if head.startswith(_ARCHIVE):
        return workbooks.rows(source)
    if head.startswith(_OLD_OFFICE):
        raise NotATable("old_workbook")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB_PAGE):
        raise NotATable("web_page")
    if head.startswith(_OTHER) or _is_binary(head):
        raise NotATable("not_a_table")
    return delimited.rows(source)


def _is_binary(head: bytes) -> bool:
    """UTF-16 is full of control bytes and is text all the same."""
    if delimited.is_utf16(head):
        return False
    return len(head.translate(None, _CONTROLS)) < len(head) * 0.98


def _copy(rows: Iterator[Row], out: Any) -> dict[str, Any]:
    header, rest = _header(row for row in rows if any(cell.strip() for cell in row[1]))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([header[0], *header[1]])
    count = 0
    for number, cells in rest:
        count += 1
        if count > limits.ROWS:
            raise NotATable("too_long", limit=limits.ROWS)
        if len(cells) > limits.COLUMNS:
            _require_narrow(_trimmed(cells))
        writer.writerow([number, *cells[: limits.COLUMNS]])
    return {"header": header[1], "rows": count}


def _header(rows: Iterable[Row]) -> tuple[Row, Iterator[Row]]:
    """The first row, or, below titles that stand alone in theirs, the first of several cells."""
    rest = iter(rows)
    first = [row for _count, row in zip(range(_TITLES), rest, strict=False)]
    if not first:
        raise NotATable("empty")
    wide = (
        place
        for place, (_n, cells) in enumerate(first)
        if sum(map(bool, map(str.strip, cells))) > 1
    )
    place = next(wide, 0)
    number, cells = first[place]
    cells = _trimmed(cells)
    _require_narrow(cells)
    return (number, _named(cells)), chain(first[place + 1 :], rest)


def _trimmed(cells: list[str]) -> list[str]:
    width = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:width]


def _require_narrow(cells: list[str]) -> None:
    if len(cells) > limits.COLUMNS:
        raise NotATable("too_wide", columns=len(cells), limit=limits.COLUMNS)


def _named(cells: list[str]) -> list[str]:
    """Column names on one line, none empty, none twice."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = stem = " ".join(cell.replace("\ufeff", "").split())[:80] or f"({place})"
        again = 1
        while name in names:
            again += 1
            name = f"{stem} ({again})"
        names.append(name)
    return names


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
