"""Who wants what: the word before a demand or a threat that makes it one, or denies it."""

from bisect import bisect_left

from zhuanji.language.reading.sheet import Sheet
from zhuanji.language.reading.words import Hit

NEAR = 3
"""Characters between a refusal like 不给 and what is refused."""

REACH = 14
"""Characters between a word like 要求 and what it asks for."""


class Frames:
    """The words that frame others, looked up by place."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._hits = [hit for hit in sheet.of("modals") if hit.value != "none"]
        self._starts = [hit.start for hit in self._hits]

    def before(self, start: int, reach: int = REACH) -> list[Hit]:
        """Return the framing words before `start` in its clause, the nearest first."""
        near = []
        for place in range(bisect_left(self._starts, start) - 1, -1, -1):
            hit = self._hits[place]
            if start - hit.end > reach or self._sheet.breaks(hit.end, start):
                break
            if hit.end <= start and (hit.value != "refused" or start - hit.end <= NEAR):
                near.append(hit)
        return near
