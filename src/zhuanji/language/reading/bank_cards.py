"""Bank cards: a length its issuer uses, Luhn's sum, and words around that do not say otherwise."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.cues import called, goes_on_before, is_called_a_card
from zhuanji.language.reading.sheet import Mark, Sheet

_GAP = "[ \\-–]?"
_CARD = re.compile(rf"[0-9]{{4}}(?:{_GAP}[0-9]){{9,15}}(?![0-9a-z]|{_GAP}[0-9])")
# UnionPay; debit cards of the five large banks from before it; Visa, Mastercard, JCB, American Express.
_AT_HOME = re.compile(
    r"62[0-9]{14,17}|95588[0-9]{14}|(?:436742|456351|601382|603367|622202)[0-9]{13}|103[0-9]{16}"
)
_ABROAD = re.compile(
    r"4[0-9]{15}|(?:5[1-5]|2[2-7])[0-9]{14}|35(?:2[89]|[3-8])[0-9]{12,13}|3[47][0-9]{13}"
)
_GROUPED = re.compile(r"[0-9]{4}[ \-–][0-9]{4}[ \-–][0-9]{4}[ \-–][0-9]+")


def bank_cards(sheet: Sheet) -> Iterator[Mark]:
    """Yield the bank cards.

    An order number passes Luhn's sum one time in ten. So a number that is called an order is none,
    and one without UnionPay's prefix must be called a card or be written in fours.
    """
    for start, _ in sheet.free_figures():
        found = _CARD.match(sheet.text, start)
        if found and _is_card(sheet, found):
            sheet.take(*found.span())
            yield Mark(start, found.end(), re.sub("[^0-9]", "", found[0]))


def _is_card(sheet: Sheet, found: re.Match[str]) -> bool:
    number = re.sub("[^0-9]", "", found[0])
    if not has_luhn_sum(number) or goes_on_before(sheet.text, found.start()):
        return False
    called_a_card = is_called_a_card(sheet, found.start(), found.end())
    if called(sheet, found.start()) == "order" and not called_a_card:
        return False
    if _AT_HOME.fullmatch(number):
        return True
    return bool(_ABROAD.fullmatch(number)) and (called_a_card or bool(_GROUPED.fullmatch(found[0])))


def has_luhn_sum(number: str) -> bool:
    """Say whether the digits pass Luhn's sum."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0
