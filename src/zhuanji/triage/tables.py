"""Labelled texts out of comma-separated files, in whatever encoding a spreadsheet left them."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from zhuanji.kernel.errors import Invalid

_MOST_BYTES = 512 * 2**20
_LONGEST_CELL = 4 * 2**20
_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATORS = ",;\t"


@dataclass(slots=True)
class Labelled:
    """Texts and their labels in the order of the file; rows without either are only counted.

    `rows` says where each stands: the file's name, and the row as a spreadsheet counts it.
    """

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)
    passed_over: int = 0

    def add(self, other: "Labelled") -> None:
        self.texts += other.texts
        self.labels += other.labels
        self.rows += other.rows
        self.passed_over += other.passed_over


def read_labelled(
    file: Path, text_columns: Sequence[str], label_columns: Sequence[str]
) -> Labelled:
    """Return the labelled texts of a file; of several columns named the first that it has counts."""
    rows = _rows(file, {*text_columns, *label_columns})
    header = [name.strip() for name in next(rows, [])]
    text_at = _place(file, header, text_columns)
    label_at = _place(file, header, label_columns)
    found = Labelled()
    for number, row in enumerate(rows, 2):
        text, label = _cell(row, text_at), _cell(row, label_at)
        if text and label:
            found.texts.append(text)
            found.labels.append(label)
            found.rows.append((file.name, number))
        elif any(row):
            found.passed_over += 1
    if not found.texts:
        raise Invalid(message=_("%(file)s has no row with a text and a label.") % {"file": file})
    return found


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _place(file: Path, header: Sequence[str], wanted: Sequence[str]) -> int:
    for name in wanted:
        if name in header:
            return header.index(name)
    raise Invalid(
        message=_("%(file)s has no column %(wanted)s. Its columns are: %(header)s.")
        % {"file": file, "wanted": " / ".join(wanted), "header": ", ".join(header)[:500] or "—"}
    )


def _rows(file: Path, wanted: set[str]) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = _text(file).splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_separator(lines[:1], wanted))
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(
                message=_("Line %(line)s of %(file)s cannot be read as a table.")
                % {"line": reader.line_num, "file": file}
            ) from error


def _separator(heading: list[str], wanted: set[str]) -> str:
    """Return what parts the columns: that with which most of the wanted ones are found."""
    found = {
        sign: len(
            wanted & {name.strip() for row in csv.reader(heading, delimiter=sign) for name in row}
        )
        for sign in _SEPARATORS
    }
    return max(found, key=found.__getitem__)


def _text(file: Path) -> str:
    if file.stat().st_size > _MOST_BYTES:
        raise Invalid(message=_("%(file)s is larger than 512 MB.") % {"file": file})
    raw = file.read_bytes()
    for encoding in ("utf-16",) if raw.startswith(_WIDE) else _ENCODINGS:
        try:
            return raw.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise Invalid(
        message=_("%(file)s is no text: save it as CSV in UTF-8, UTF-16 or GB18030.")
        % {"file": file}
    )
