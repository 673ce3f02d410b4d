"""Lengths of time and where they lead: 三天前, 两个半小时后, 48小时内, 最近半年."""

import re
from dataclasses import dataclass
from datetime import date

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.days import Days, add_days, add_months
from zhuanji.language.reading.numerals import read_number

COUNTED = re.compile(
    r"(?P<n>[0-9]{1,4}(?![0-9])|[一二两三四五六七八九十百]{1,4}|半)\s?(?P<more>多|来)?(?:个)?(?P<half>半)?"
    r"(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟|季度|h)(?P<half2>半)?(?P<more2>多)?"
)
_DIRECTION = re.compile(
    r"(?P<way>(?:之|以)?前(?![面后台往来提途期景进]|一[天日])|(?:之|以)后(?![悔续果])|后(?![悔续果面来台])|(?:之|以)?内(?![容部置存]))"
)
_SIXTY = 60


def counted(context: Context, place: int, known: Days | None) -> Dated | None:
    """Return 三天前, 两个半小时后, 48小时内."""
    found = COUNTED.match(context.text, place)
    way = _DIRECTION.match(context.text, found.end()) if found else None
    if not found or not way:
        return None
    length = Length.of(found)
    return length.towards(way["way"][-1], context.today, known, way.end()) if length else None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes, days or months, whichever it is counted in."""

    minutes: int = 0
    days: int = 0
    months: int = 0

    @classmethod
    def of(cls, found: re.Match[str]) -> "Length | None":
        number = _halves(found)
        unit = found["unit"]
        if number is None:
            return None
        if unit in {"小时", "钟头", "h", "分钟"}:
            return cls(minutes=number * (1 if unit == "分钟" else _SIXTY) // 2)
        if unit in {"月", "季度", "年"}:
            months = number * {"月": 1, "季度": 3, "年": 12}[unit]
            return cls(months=months // 2, days=15 * (months % 2))
        return cls(days=number * (1 if unit in {"天", "日"} else 7) // 2)

    def towards(self, way: str, today: date, known: Days | None, end: int) -> Dated | None:
        if self.minutes:
            spans = {"前": (-self.minutes, -self.minutes), "内": (0, self.minutes)}
            after = (self.minutes, self.minutes)
            return Dated(Days.one(today), end, minutes=spans.get(way, after))
        if way == "前":
            return Dated(Days.one(self.from_day(today, -1)), end)
        start = known.last if known and way == "后" else today
        last = self.from_day(start, 1)
        return Dated(Days(today if way == "内" else last, last), end)

    def from_day(self, day: date, sign: int) -> date:
        return add_days(add_months(day, sign * self.months), sign * self.days)


def _halves(found: re.Match[str]) -> int | None:
    """Return twice the number counted, so that 两个半 stays whole."""
    half = bool(found["half"] or found["half2"])
    if found["n"] == "半":
        return 1
    number = read_number(found["n"])
    return None if number is None else int(number) * 2 + half


def recent_word(word: Word) -> Dated | None:
    """Return 最近三天, 过去半年."""
    found = COUNTED.match(word.context.text, word.hit.end)
    length = Length.of(found) if found else None
    if not found or not length or word.context.text.startswith(("前", "后"), found.end()):
        return None
    end = found.end() + (
        2 if word.context.text.startswith(("以来", "之内", "以内"), found.end()) else 0
    )
    end += word.context.text.startswith("内", end)
    if length.minutes:
        return Dated(Days.one(word.context.today), end, minutes=(-length.minutes, 0))
    return Dated(Days(length.from_day(word.context.today, -1), word.context.today), end)


def half_word(word: Word) -> Dated | None:
    return counted(word.context, word.hit.start, word.known)
