"""Telephone numbers as people write them: mobile, with area code, 400 and 800, other countries."""

import re
from collections.abc import Iterator
from datetime import date

from zhuanji.language.phones import parse_phone
from zhuanji.language.reading.cues import goes_on_before, names_a_phone, names_an_order
from zhuanji.language.reading.sheet import Mark, Sheet

_GAP = "[ .\\-–—]{0,2}"
_AREA_GAP = r"[)）]?[ .\-–—]{0,2}"
_HOME = rf"(?:(?:00)?86[)）]?{_GAP})?"
_EXTENSION = r"(?:[ ,，]{0,2}(?:转|分机|ext\.?|#|-)[ :：]?(?P<ext>[0-9]{1,6})(?![0-9]))?"
_MOBILE = re.compile(
    rf"{_HOME}1[3-9](?:[0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|[0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}"
    rf"|[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}|[0-9]{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"
    rf"{_GAP}[0-9]{{2}}|(?:[ \-][0-9]){{9}})(?![0-9])"
)
_LANDLINE = re.compile(
    rf"(?:0|(?:00)?86[)）]?{_GAP}[(（]?0?)(?:10|2[0-9]|[3-9][0-9]{{2}}){_AREA_GAP}"
    rf"[1-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}(?![0-9]){_EXTENSION}"
)
_TOLL_FREE = re.compile(
    rf"{_HOME}[48]00(?:{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{4}}{_GAP}[0-9]{{3}}"
    rf"|{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{3}}|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}})(?![0-9])"
    rf"{_EXTENSION}"
)
_LOCAL = re.compile(r"[2-8][0-9]{2,3}[ \-]?[0-9]{4}(?![0-9])" + _EXTENSION)
_FOREIGN = re.compile(r"[1-9][0-9]{0,2}(?:[ \-()]{0,2}[0-9]){6,13}(?![0-9])")
_AT_HOME = (_MOBILE, _LANDLINE, _TOLL_FREE)
_BEFORE = {"+", "(", "（"}


def phones(sheet: Sheet) -> Iterator[Mark]:
    """Yield the telephone numbers that the number plan knows, extension included.

    Numbers of seven and eight digits need a word like 电话 before them; a number that is called an
    order is none. Short numbers (12315, 10086) are whom one can call, not how to reach somebody.
    """
    text = sheet.text
    for start, _ in sheet.free_figures():
        if goes_on_before(text, start) or names_an_order(text, start):
            continue
        for pattern in _patterns(text, start):
            found = pattern.match(text, start)
            number = _number(found, pattern) if found else ""
            if found and number and sheet.is_free(*found.span()):
                first = start - (text[start - 1 : start] in _BEFORE)
                sheet.take(first, found.end())
                yield Mark(first, found.end(), number)
                break


def _patterns(text: str, start: int) -> Iterator[re.Pattern[str]]:
    if text[start - 1 : start] == "+" and not text.startswith("86", start):
        yield _FOREIGN
        return
    yield from _AT_HOME
    if text[start] in "2345678" and names_a_phone(text, start):
        yield _LOCAL


def _number(found: re.Match[str], pattern: re.Pattern[str]) -> str:
    """Return the number as it is stored, if there can be such a number."""
    typed = found[0]
    if pattern is _LOCAL:
        digits = re.sub(
            "[^0-9]", "", typed[: found.start("ext") - found.start()] if found["ext"] else typed
        )[:8]
        return "" if _is_day(digits) else digits
    phone = parse_phone(f"+{typed}" if pattern is _FOREIGN else typed)
    if phone and phone.normal.startswith("+"):
        return phone.normal
    return _by_area_code(found) if pattern is _LANDLINE else ""


def _by_area_code(found: re.Match[str]) -> str:
    """An area code that is set apart tells a telephone, even one that the plan does not know."""
    typed = found[0][: found.start("ext") - found.start()] if found["ext"] else found[0]
    digits = re.sub("[^0-9]", "", typed)
    apart = re.match(r"0[0-9]{2,3}[)） \-–—.]", typed)
    return f"+86{digits.lstrip('0')}" if apart and not digits.startswith(("00", "86")) else ""


def _is_day(digits: str) -> bool:
    try:
        return date.fromisoformat(digits).year // 100 in {19, 20}
    except ValueError:
        return False
