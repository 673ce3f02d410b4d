"""Identity cards (GB 11643): a province, a birthday and a check digit that is right.

The fifteen digits of before 1999 have no check digit and are no longer valid: they stay unread.
"""

import re
from collections.abc import Iterator
from datetime import date

from zhuanji.language.reading.cues import goes_on_before
from zhuanji.language.reading.sheet import Mark, Sheet

_GAP = "[ .·\\-–—]?"
_CARD = re.compile(rf"[0-9]{{6}}{_GAP}[0-9]{{8}}{_GAP}[0-9]{{3}}{_GAP}[0-9x](?![0-9a-z])")
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_OLDEST = 1900


def identity_cards(sheet: Sheet) -> Iterator[Mark]:
    """Yield the identity cards."""
    for start, _ in sheet.free_figures():
        found = _CARD.match(sheet.text, start)
        if found and not goes_on_before(sheet.text, start):
            number = re.sub("[^0-9x]", "", found[0])
            if is_identity_card(number, sheet.at.date() if sheet.at else date.max):
                sheet.take(*found.span())
                yield Mark(start, found.end(), number.upper())


def is_identity_card(number: str, on: date) -> bool:
    """Say whether 18 characters are the card of somebody born by that day."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return (
        number[17] == _CHECKS[total % 11]
        and _PROVINCES.match(number) is not None
        and _is_birthday(number[6:14], on)
    )


def _is_birthday(digits: str, on: date) -> bool:
    try:
        return (day := date.fromisoformat(digits)).year >= _OLDEST and day <= on
    except ValueError:
        return False
