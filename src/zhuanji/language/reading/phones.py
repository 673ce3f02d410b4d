"""Telephone numbers as people write them: mobile, with area code, 400 and 800, other countries."""

import re
from collections.abc import Iterator
from datetime import date

from zhuanji.language.phones import parse_phone
from zhuanji.language.reading.cues import called, goes_on_before
from zhuanji.language.reading.sheet import Mark, Sheet

_GAP = "[ .\\-–—]{0,2}"
_AREA_GAP = r"[)）]?[ .\-–—]{0,2}"
_HOME = rf"(?:(?:00)?86[)）]?{_GAP})?"
_EXTENSION = r"(?:[ ,，]{0,2}(?:转|分机|ext\.?|#|-)[ :：]?(?P<ext>[0-9]{1,6})(?![0-9]))?"
_MOBILE = re.compile(
    rf"{_HOME}1[3-9](?:[0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|[0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}"
    rf"|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}|[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}|[0-9]{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"
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
_BY_FIRST = {
    "1": (_MOBILE,),
    "0": (_LANDLINE, _MOBILE),
    "4": (_TOLL_FREE,),
    "8": (_TOLL_FREE, _MOBILE, _LANDLINE),
}
_BEFORE = {"+", "(", "（"}


def phones(sheet: Sheet) -> Iterator[Mark]:
    """Yield the telephone numbers that the number plan knows, extension included.

    Numbers of seven and eight digits need a word like 电话 before them; a number that is called an
    order is none. Short numbers (12315, 10086) are whom one can call, not how to reach somebody.
    """
    for start, _ in sheet.free_figures():
        for pattern in _patterns(sheet, start):
            found = pattern.match(sheet.text, start)
            number = _number(found, pattern) if found else ""
            if found and number and _stands_alone(sheet, found):
                first = start - (sheet.text[start - 1 : start] in _BEFORE)
                sheet.take(first, found.end())
                yield Mark(first, found.end(), number)
                break


def _patterns(sheet: Sheet, start: int) -> tuple[re.Pattern[str], ...]:
    """Return what a number that begins with this figure may be."""
    text = sheet.text
    if text[start - 1 : start] == "+" and not text.startswith("86", start):
        return (_FOREIGN,)
    at_home = _BY_FIRST.get(text[start], ())
    if text[start] in "2345678" and called(sheet, start) == "phone":
        return (*at_home, _LOCAL)
    return at_home


def _stands_alone(sheet: Sheet, found: re.Match[str]) -> bool:
    return (
        sheet.is_free(*found.span())
        and not goes_on_before(sheet.text, found.start())
        and called(sheet, found.start()) != "order"
    )


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
