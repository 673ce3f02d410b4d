"""One text prepared for all readers: its plain form, the known words in it, the figures, what is taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from zhuanji.language.reading.plain import Plain, plain
from zhuanji.language.reading.words import Hit, Hits, known_words

_FIGURES = re.compile("[0-9]+")
_NUMERALS = re.compile("[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+")
_BREAK = re.compile("[,，.。!！?？;；:：、…\n~～]")


class Mark(NamedTuple):
    """Where something was read in the plain text, what it means, and how much it weighs."""

    start: int
    end: int
    value: str
    weight: float = 1.0


@dataclass(slots=True)
class Sheet:
    """What every reader looks at. A reader that has understood figures takes them from the others."""

    plain: Plain
    text: str
    at: datetime | None
    hits: Hits
    figures: list[tuple[int, int]]
    numerals: list[tuple[int, int]]
    _taken: bytearray | None = field(default=None)

    def of(self, group: str) -> list[Hit]:
        """Return the known words of one group, in order."""
        return self.hits.get(group, [])

    def take(self, start: int, end: int) -> None:
        """Keep other readers from these characters."""
        if self._taken is None:
            self._taken = bytearray(len(self.text))
        self._taken[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        return self._taken is None or self._taken.find(1, start, end) < 0

    def free_figures(self) -> Iterator[tuple[int, int]]:
        """Yield the runs of figures that no reader has taken yet, as they are asked for."""
        return (run for run in self.figures if self.is_free(*run))

    def breaks(self, start: int, end: int) -> bool:
        """Say whether a clause ends between two places that are near each other."""
        return _BREAK.search(self.text, start, end) is not None


def prepare(text: str, at: datetime | None) -> Sheet:
    """Look at the text once for all readers."""
    clear = plain(text)
    return Sheet(
        plain=clear,
        text=clear.text,
        at=at,
        hits=known_words(clear.text),
        figures=[found.span() for found in _FIGURES.finditer(clear.text)],
        numerals=[found.span() for found in _NUMERALS.finditer(clear.text)],
    )
