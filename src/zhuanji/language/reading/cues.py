"""Words before and behind a number that say what it is."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Sheet
from zhuanji.language.reading.words import Hit

_NEAR = 18  # characters that are looked at
_CALLED = re.compile(r"[\s:：#=＝是为叫即]{0,4}(?:no\.?)?[\s:：#]{0,2}[\"“‘「【\[(（]?")
_LINKS = {
    "order": _CALLED,
    "batch": _CALLED,
    "model": _CALLED,
    "phone": re.compile(r"[^0-9\n。]{0,6}"),
    "card": re.compile(r"[^。！!？?；;\n]*"),
}
_CARD_BEHIND = re.compile(r"[\s的这]{0,3}(?:张)?(?:银行|储蓄|信用|借记)?卡")


def called(sheet: Sheet, start: int) -> str:
    """Return what the words right before `start` announce: an order, a batch, a model, a phone."""
    for hit in _before(sheet.of("cues"), start):
        if hit.value != "card" and _LINKS[hit.value].fullmatch(sheet.text, hit.end, start):
            return hit.value
    return ""


def is_called_a_card(sheet: Sheet, start: int, end: int) -> bool:
    """Say whether the same sentence speaks of a card just before, or right behind."""
    before = (hit for hit in _before(sheet.of("cues"), start) if hit.value == "card")
    if any(_LINKS["card"].fullmatch(sheet.text, hit.end, start) for hit in before):
        return True
    return _CARD_BEHIND.match(sheet.text, end) is not None


def goes_on_before(text: str, start: int) -> bool:
    """Say whether a Latin letter, a figure or a dash stands right before, so that no number begins."""
    before = text[start - 1] if start else "。"
    return before.isascii() and (before.isalnum() or before in "-_")


def _before(cues: list[Hit], start: int) -> Iterator[Hit]:
    """Yield the cues that end shortly before `start`, the nearest first."""
    place = bisect_left(cues, start, key=_begin)
    while place and start - cues[place - 1].end <= _NEAR:
        place -= 1
        if cues[place].end <= start:
            yield cues[place]


def _begin(hit: Hit) -> int:
    return hit.start
