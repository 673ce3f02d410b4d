"""Excel workbooks. Runs in the limited child: the format is an archive full of XML."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from zhuanji.channels.spreadsheets import limits
from zhuanji.channels.spreadsheets.unreadable import NotATable

_ENCRYPTED = 0x1


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of the first sheet that holds anything, with its number. Raises NotATable."""
    _require_modest(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - text tables need not wait for it

    try:
        # A name without an ending would be refused: the open file has none.
        book = load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file claims of its size is not believed
            numbered = enumerate(sheet.iter_rows(values_only=True), 1)
            held = (
                (number, [_text(value) for value in row])
                for number, row in numbered
                if any(value is not None for value in row)
            )
            first = next(held, None)
            if first is not None:
                yield from _limited(first, held)
                return
    except (NotATable, MemoryError):
        raise
    except Exception as error:  # a broken file may break the parser in any way
        raise NotATable("broken_workbook") from error


def _limited(
    first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    for count, row in enumerate(rest, 2):
        if count > limits.WORKBOOK_ROWS:
            raise NotATable("workbook_too_long", limit=limits.WORKBOOK_ROWS)
        yield row


def _require_modest(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotATable("broken_workbook") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise NotATable("locked_workbook")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise NotATable("not_a_workbook")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.WORKBOOK_PARTS or unpacked > limits.WORKBOOK_UNPACKED:
        raise NotATable("workbook_too_large", limit=limits.WORKBOOK_UNPACKED // 2**20)


def _text(value: object) -> str:
    """The cell as a person would type it: days and moments in ISO form, whole numbers whole."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    return str(value)
