"""Text tables: which encoding, which separator, and their rows. Runs in the limited child."""

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from charset_normalizer import from_bytes

from zhuanji.channels.spreadsheets import limits
from zhuanji.channels.spreadsheets.unreadable import NotATable

_SAMPLE = 2**16
_SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DAMAGED = 0.02  # so small a share of wrong bytes is damage, not another encoding
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)

Row = tuple[int, list[str]]


def rows(path: Path) -> Iterator[Row]:
    """Yield each row with its number, as a spreadsheet program counts it. Raises NotATable."""
    encoding = find_encoding(path)
    separator, skipped = _separator(path, encoding)
    csv.field_size_limit(limits.CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            for _line in range(skipped):
                next(file)
            yield from _rows(_without_nuls(file), separator, skipped + 1)
    except UnicodeDecodeError as error:
        raise NotATable("damaged", line=_line_of_damage(path, encoding)) from error


def find_encoding(path: Path) -> str:
    """Return the encoding: by its mark, else UTF-8 when it is, else the likeliest Chinese one."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if unmarked := _unmarked_utf16(sample):
        return unmarked
    if _looks_like_utf8(sample) and (_is_utf8(path) or not sample.isascii()):
        return "utf-8"
    return _chinese(sample if not sample.isascii() else path.read_bytes()[-_SAMPLE:])


def is_utf16(sample: bytes) -> bool:
    marked = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or bool(_unmarked_utf16(sample))


def _unmarked_utf16(sample: bytes) -> str:
    """Every second byte of Latin letters, digits and separators in UTF-16 is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 20 + 1 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _looks_like_utf8(sample: bytes) -> bool:
    wrong = sample.decode("utf-8", "replace").count("\ufffd")
    return wrong <= 1 + _DAMAGED * sum(byte > 0x7F for byte in sample) / 3  # noqa: PLR2004


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(2**20):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chinese(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=["gb18030", "big5"]).best()
    return "big5" if best is not None and best.encoding == "big5" else "gb18030"


def _line_of_damage(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                decoder.decode(line)
            except UnicodeDecodeError:
                return number
    return 0


def _without_nuls(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") if "\0" in line else line for line in lines)


def _separator(path: Path, encoding: str) -> tuple[str, int]:
    """Return the separator and how many lines before the table only name it (sep=;)."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE)
    if named := _EXCEL_HINT.match(sample):
        return named[1], 1
    return max(_SEPARATORS, key=lambda mark: _regularity(sample, mark)), 0


def _regularity(sample: str, separator: str) -> tuple[float, int]:
    """How alike in width the first rows are when cut at this mark, then how wide."""
    try:
        widths = [
            len(row) for row in islice(csv.reader(sample.splitlines(True), delimiter=separator), 20)
        ]
    except csv.Error:
        return (0.0, 0)
    widths = widths[:-1] or widths  # the sample may end within the last
    usual = max(widths, key=widths.count, default=0)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)


def _rows(lines: Iterator[str], separator: str, first: int) -> Iterator[Row]:
    is_over = False

    def watched() -> Iterator[str]:
        nonlocal is_over
        yield from lines
        is_over = True

    reader = csv.reader(watched(), delimiter=separator)
    number, begins = first - 1, first
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotATable("cell_too_large", line=begins) from error
        if is_over:  # only a row inside a quotation asks for a line after the last
            raise NotATable("unclosed", line=begins)
        number += 1
        begins = reader.line_num + first
        yield number, row
