"""Writing tables that Excel opens right and that run nothing, in constant memory."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from zhuanji.channels.spreadsheets.arming import safe

Cell = str | datetime | None
SHEET_ROWS = 1_048_575  # below the header
_CELL = 32_767  # characters of one cell
_WIDTH = 18


def write_table(
    path: Path, kind: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a "csv" (UTF-8 with its mark) or an "xlsx" file."""
    (_write_workbook if kind == "xlsx" else _write_text)(path, header, rows)


def _write_text(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe(name) for name in header])
        writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M:%S")
    return safe(cell or "")


def _write_workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    rest = iter(rows)
    with xlsxwriter.Workbook(path, options) as book:
        _write_sheet(book, header, islice(rest, SHEET_ROWS))
        while (first := next(rest, None)) is not None:
            _write_sheet(book, header, chain([first], islice(rest, SHEET_ROWS - 1)))


def _write_sheet(
    book: xlsxwriter.Workbook, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, _WIDTH)
    last = 0
    for place, name in enumerate(header):
        sheet.write_string(0, place, name, book.add_format({"bold": True}))
    for last, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(last, place, timezone.localtime(cell).replace(tzinfo=None))
            elif cell:
                sheet.write_string(last, place, cell[:_CELL])
    sheet.autofilter(0, 0, last, len(header) - 1)
