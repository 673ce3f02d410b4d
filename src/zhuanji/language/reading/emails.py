"""E-mail addresses."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet

_LOCAL = r"a-z0-9._%+\-"
_EMAIL = re.compile(
    rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}+@(?:[a-z0-9\-]{{1,63}}+\.){{1,8}}[a-z]{{2,24}}(?![a-z0-9])"
)


def emails(sheet: Sheet) -> Iterator[Mark]:
    """Yield the e-mail addresses; their value is in lower case."""
    if "@" in sheet.text:
        for found in _EMAIL.finditer(sheet.text):
            start = found.start() + len(found[0]) - len(found[0].lstrip(".-_+%"))
            sheet.take(start, found.end())
            yield Mark(start, found.end(), sheet.text[start : found.end()])
