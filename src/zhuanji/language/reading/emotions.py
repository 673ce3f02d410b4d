"""What the customer feels, how strongly, and whether it is denied: 不是不满意，就是有点慢."""

import math
import re
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet
from zhuanji.language.reading.words import Hit

_NEAR = 3  # characters between a word and what strengthens or turns it
_POLITE = 0.8  # 不满意 says less than it means
_FAINT = 0.35  # what is weaker is not shown
_STRONGEST = 6  # feelings that count for the whole
_ENDING = re.compile("[^。！!？?\n]{0,8}([！!？?]{1,6})")


def emotions(sheet: Sheet) -> Iterator[Mark]:
    """Yield the feelings with the words that strengthen or weaken them; a denied one is none."""
    words = [hit for hit in sheet.of("emotions") if hit.value != "none"]
    for place, hit in enumerate(words):
        if hit.value in {"degree", "turn"}:
            continue
        start, factor, denied = _framed(sheet, words, place)
        if denied == (hit.value == "positive"):
            value = "disappointment" if denied else hit.value
            weight = hit.weight * factor * (_POLITE if denied else 1.0)
            if weight >= _FAINT:
                yield Mark(start, hit.end, value, weight * _emphasis(sheet.text, hit.end))


def intensity(marks: list[Mark]) -> float:
    """Return how strong the feelings are together, from 0 to 1."""
    strongest = sorted((mark.weight for mark in marks), reverse=True)[:_STRONGEST]
    total = sum(weight / (1 + rank / 2) for rank, weight in enumerate(strongest))
    return 1 - math.exp(-total / 3)


def _framed(sheet: Sheet, words: list[Hit], place: int) -> tuple[int, float, bool]:
    """Return where the phrase begins, how its degrees weigh, and whether it is denied."""
    start, factor, denied = words[place].start, 1.0, False
    for earlier in reversed(words[max(place - 3, 0) : place]):
        if earlier.value not in {"degree", "turn"} or start - earlier.end > _NEAR:
            break
        if sheet.breaks(earlier.end, start):
            break
        start = earlier.start
        if earlier.value == "turn":
            denied = not denied
        factor *= earlier.weight
    return start, factor, denied


def _emphasis(text: str, end: int) -> float:
    """Marks at the end of the sentence make it louder: ！！！, ？？."""
    found = _ENDING.match(text, end)
    return 1.0 + 0.15 * min(len(found[1]), 3) if found else 1.0
