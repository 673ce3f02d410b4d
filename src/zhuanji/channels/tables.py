"""Where the files of imports and exports lie, and how a stranger's file becomes a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings

from zhuanji.attachments.files import store_checked
from zhuanji.channels.spreadsheets import limits, unpacking
from zhuanji.channels.spreadsheets.unpacking import Sheet, rows_of
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.kernel.ids import random_letters

EXPORTS_KEPT = timedelta(days=7)
_PIECE = 2**20
_ARCHIVE = b"PK"  # a workbook is one
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Upload:
    """A table on the disk, durable, not yet known to the database."""

    name: str
    sha256: str
    size: int
    sheet: Sheet


def store_table(name: str, chunks: Iterable[bytes]) -> Upload:
    """Keep a spreadsheet's bytes under their hash, once it is known to be one.

    Raises NotATable, or Invalid for an empty file; nothing of it stays behind.
    """
    unpacked = _unpacked_place(random_letters(12))
    try:
        sha256, size, sheet = store_checked(
            _modest(chunks),
            limit=limits.FILE,
            check=lambda draft: _complete(name, draft, unpacking.unpack(draft, unpacked)),
            place=source_of,
        )
        unpacked.replace(_unpacked_place(sha256))
    finally:
        unpacked.unlink(missing_ok=True)
    return Upload(name, sha256, size, sheet)


def _complete(name: str, draft: Path, sheet: Sheet) -> Sheet:
    """A table has rows, and what is called a workbook is not read as text."""
    with draft.open("rb") as file:
        is_archive = file.read(len(_ARCHIVE)) == _ARCHIVE
    if name.lower().endswith(_WORKBOOKS) and not is_archive:
        raise NotATable("only_called_a_workbook")
    if not sheet.rows:
        raise NotATable("only_a_header")
    return sheet


def _modest(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limits.FILE:
            raise NotATable("too_large", limit=limits.FILE // 2**20)
        yield chunk


def store_table_at(file: Path) -> Upload:
    """The same for a file that is on the disk already."""
    with file.open("rb") as source:
        return store_table(file.name, iter(lambda: source.read(_PIECE), b""))


def source_of(sha256: str) -> Path:
    """Where an imported file lies: apart from attachments, which are removed when abandoned."""
    return _folder("imports") / sha256


def table_of(sha256: str) -> Path:
    """Return the unpacked table of a stored file, unpacking it again when it is gone."""
    place = _unpacked_place(sha256)
    if not place.exists():
        draft = _unpacked_place(random_letters(12))
        unpacking.unpack(source_of(sha256), draft)
        draft.replace(place)
    return place


def forget_table(sha256: str) -> None:
    """Take the unpacked table away; the file itself stays."""
    _unpacked_place(sha256).unlink(missing_ok=True)


def first_rows(sha256: str, count: int = 3) -> Iterator[list[str]]:
    """Yield the first rows below the header."""
    for _number, cells in islice(rows_of(table_of(sha256)), count):
        yield cells


def export_place(key: object, kind: str) -> Path:
    return _folder("exports") / f"{key}.{kind}"


def forget_old_exports(*, at: datetime) -> int:
    """Remove files of exports after EXPORTS_KEPT: people's data should not lie about.

    Return how many. An export says so when its file is asked for; it can be ordered again.
    """
    before = (at - EXPORTS_KEPT).timestamp()
    old = [file for file in _folder("exports").iterdir() if file.stat().st_mtime < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _unpacked_place(name: str) -> Path:
    return _folder("tables") / f"{name}.csv"


def _folder(name: str) -> Path:
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
