"""Dates: 5月3日, 2026/11/3, 上周三, 去年双十一, 上个月15号, 三天前, 国庆期间, 10号."""

import re
from collections.abc import Callable

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.dates.full import full_date
from zhuanji.language.reading.dates.holidays import festival_word
from zhuanji.language.reading.dates.lengths import counted, half_word, less_word, recent_word
from zhuanji.language.reading.dates.lunar import lunar_word
from zhuanji.language.reading.dates.months import (
    by_day,
    by_month,
    by_slash,
    month_part_word,
    month_word,
)
from zhuanji.language.reading.dates.weeks import week_word, weekday_word, weekend_word
from zhuanji.language.reading.dates.years import by_year, year_word
from zhuanji.language.reading.days import Days, add_days
from zhuanji.language.reading.words import Hit

__all__ = ["Dated", "Dates"]

_RUN = re.compile(r"(?:[0-9]+|[〇零一二两三四五六七八九十百]+)\s?(.)?")
_DAY_SIGNS = frozenset("日号-/~～—–至到")


class Dates(Context):
    """Reads the date that begins at a place of one text."""

    __slots__ = ()

    def read(self, place: int, known: Days | None) -> Dated | None:
        """Return the date at `place`; `known` is the one that was told before it."""
        if hit := self.words.get(place):
            return self._by_word(hit, known)
        found = _RUN.match(self.text, place)
        sign = found[1] if found else None
        if sign == "月":
            return by_month(self, place) or counted(self, place, known)
        if sign == "年":
            return by_year(self, place) or counted(self, place, known)
        if sign in _DAY_SIGNS:
            return (
                full_date(self, place)
                or by_slash(self, place)
                or counted(self, place, known)
                or by_day(self, place, known)
            )
        return full_date(self, place) or counted(self, place, known)

    def _by_word(self, hit: Hit, known: Days | None) -> Dated | None:
        kind, *rest = hit.value.split(":")
        reader = _READERS.get(kind)
        return reader(Word(self, hit, rest, known)) if reader else None


def day_word(word: Word) -> Dated:
    part = word.rest[1] if len(word.rest) > 1 else ""
    return Dated(Days.one(add_days(word.context.today, int(word.rest[0]))), word.hit.end, part)


def days_word(word: Word) -> Dated:
    first, last = (add_days(word.context.today, int(number)) for number in word.rest)
    return Dated(Days(first, last), word.hit.end)


_READERS: dict[str, Callable[[Word], Dated | None]] = {
    "day": day_word, "days": days_word, "week": week_word, "weekday": weekday_word,
    "weekend": weekend_word, "month": month_word, "year": year_word, "festival": festival_word,
    "lunar": lunar_word, "recent": recent_word, "half": half_word, "less": less_word, "monthpart": month_part_word,
}  # fmt: skip
