"""Lengths of time and where they lead: 三天前, 两个半小时后, 48小时内, 最近半年."""

import re
from dataclasses import dataclass
from datetime import date

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.days import Days, add_days, add_months
from zhuanji.language.reading.numerals import read_number

COUNTED = re.compile(
    r"(?P<n>[0-9]{1,4}(?![0-9])|[一二两三四五六七八九十百]{1,4}|半)\s?(?P<more>多|来)?(?:个)?(?P<more3>多)?(?P<half>半)?"
    r"(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟|季度|h)(?P<half2>半)?(?P<more2>多)?"
)
_DIRECTION = re.compile(
    r"(?P<way>(?:之|以)?前(?![面后台往来提途期景进]|一[天日])|(?:之|以)后(?![悔续果])|后(?![悔续果面来台])|(?:之|以)?内(?![容部置存]))"
)
_SIXTY, _TEN = 60, 10
_BEFORE = 8
_OWNED = re.compile(
    "(?:买|用|到手|收到|装|换|修|办|住|开通|签收|购买|拿到|穿|骑|开|下单|到货|入手|戴|喝|吃|充|交房|提车|安装)(?:了|的|好|上|进来|完)*(?:还|都|才|总共|一共|连)*\\Z"
)
_LESS_THAN = re.compile("不到|不足|不满|没到|未到|还没到|还不到")


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
    most: "Length | None" = None  # where only a range is told: 一个多月

    @classmethod
    def of(cls, found: re.Match[str]) -> "Length | None":
        number = _halves(found)
        if number is None:
            return None
        length = cls._of(number, found["unit"])
        if found["more"] or found["more3"] or found["more2"]:
            most = cls._of(number + _room_above(number), found["unit"])
            return cls(length.minutes, length.days, length.months, most)
        return length

    @classmethod
    def _of(cls, number: int, unit: str) -> "Length":
        """Return twice a number of units."""
        if unit in {"小时", "钟头", "h", "分钟"}:
            return cls(minutes=number * (1 if unit == "分钟" else _SIXTY) // 2)
        if unit in {"月", "季度", "年"}:
            months = number * {"月": 1, "季度": 3, "年": 12}[unit]
            return cls(months=months // 2, days=15 * (months % 2))
        return cls(days=number * (1 if unit in {"天", "日"} else 7) // 2)

    def towards(self, way: str, today: date, known: Days | None, end: int) -> Dated | None:
        if self.minutes:
            most = self.most.minutes if self.most else self.minutes
            spans = {"前": (-most, -self.minutes), "内": (0, self.minutes)}
            after = (self.minutes, self.minutes)
            return Dated(Days.one(today), end, minutes=spans.get(way, after))
        if way == "前":
            first = (self.most or self).from_day(today, -1)
            return Dated(Days(first, self.from_day(today, -1)), end)
        start = known.last if known and way == "后" else today
        last = self.from_day(start, 1)
        return Dated(Days(today if way == "内" else last, last), end)

    def from_day(self, day: date, sign: int) -> date:
        return add_days(add_months(day, sign * self.months), sign * self.days)


def _room_above(halves: int) -> int:
    """Return how far 多 reaches, in halves: 一个多月 is less than two, 十多天 less than twenty."""
    return 2 if halves < _TEN * 2 or halves % (_TEN * 2) else (_TEN - 1) * 2


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


def less_than(context: Context, place: int) -> Dated | None:
    """Return the days in which something began that has been owned or used for 不到3天."""
    word = _LESS_THAN.match(context.text, place)
    found = COUNTED.match(context.text, word.end()) if word else None
    length = Length.of(found) if found else None
    if not found or not length or length.minutes or _DIRECTION.match(context.text, found.end()):
        return None
    if not _OWNED.search(context.text, max(place - _BEFORE, 0), place):
        return None
    return Dated(Days(length.from_day(context.today, -1), context.today), found.end())


def less_word(word: Word) -> Dated | None:
    return less_than(word.context, word.hit.start)


def half_word(word: Word) -> Dated | None:
    return counted(word.context, word.hit.start, word.known)
