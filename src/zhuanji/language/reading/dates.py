"""Dates: 5月3日, 2026/11/3, 上周三, 去年双十一, 上个月15号, 三天前, 国庆期间, 10号."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhuanji.language.reading.days import (
    Days,
    add_days,
    add_months,
    day_of,
    month_of,
    nearest,
    part_of_month,
    week_of,
    year_of,
)
from zhuanji.language.reading.festivals import festival_in, season
from zhuanji.language.reading.numerals import read_number
from zhuanji.language.reading.words import Hit

_RUN = re.compile(r"(?:[0-9]+|[〇零一二两三四五六七八九十百]+)\s?(.)?")
_DAY_SIGNS = frozenset("日号-~～—–至到")
N = "(?:[0-9]{1,2}(?![0-9])|[一二三四五六七八九十]{1,3})"
_AND_DAY = rf"(?=\s?(?:[-~～—–]|至|到)\s?{N}[日号])"
_NO_DAY = "[楼线路店门院房机柜口窗仓单码厅桥井台桌床铺岗令卡球坑洞基站馆车库厂馆段员宿舍幢栋墙梯位选牌常用子用本]"
_FULL = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s?(?:[-/.]\s?(?P<m>[0-9]{1,2})\s?[-/.]\s?(?P<d>[0-9]{1,2})(?![0-9])[日号]?|(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3][0-9])(?![0-9a-z]))"
)
_YEAR = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9])|[〇零一二三四五六七八九]{4}|[零〇一二][〇零一二三四五六七八九])\s?(?:年度|年)(?![以之]?[前后内]|[多来级限龄轻级纪薪久代])"
)
_MONTH = re.compile(
    rf"(?P<m>{N})\s?月(?!饼|嫂|子|租金?套)(?:份)?(?:的)?\s?(?:(?P<d>[0-9]{{1,2}}(?![0-9])|[一二三四五六七八九十]{{1,3}})(?:\s?[日号](?!{_NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{_AND_DAY})"
    r"|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))?"
)
_DAY = re.compile(
    rf"(?P<d>{N})\s?(?:[日号](?!{_NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{_AND_DAY})"
)
_DAY_AFTER_MONTH = re.compile(
    rf"的?\s?(?:(?P<d>{N})\s?(?:[日号](?!{_NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{_AND_DAY})|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))"
)
_WEEKDAY = re.compile(
    r"(?P<w>一(?![共直次个定样起些下般家边点天])|[二三四五六日天末]|[1-7](?![0-9天个点.]))"
)
_OF_YEAR = re.compile(r"的?(?P<part>上半年|下半年|年初|年底|年末|年中|初|底|末|[一二三四1-4]季度)")
_COUNTED = re.compile(
    r"(?P<n>[0-9]{1,4}(?![0-9])|[一二两三四五六七八九十百]{1,4}|半)\s?(?P<more>多|来)?(?:个)?(?P<half>半)?"
    r"(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟|季度|h)(?P<half2>半)?(?P<more2>多)?"
)
_DIRECTION = re.compile(
    r"(?P<way>(?:之|以)?前(?![面后台往来提途期景进]|一[天日])|(?:之|以)后(?![悔续果])|后(?![悔续果面来台])|(?:之|以)?内(?![容部置存]))"
)
_AROUND = re.compile(
    r"(?:节)?(?:的)?(?:(?P<season>期间|假期|小长假|长假|黄金周|放假|假日|活动期间|大促期间|活动)|(?P<shift>前一天|前夕|第二天|后一天|次日|当天|当日|那天|这天))"
)
_SIXTY = 60


@dataclass(frozen=True, slots=True)
class Dated:
    """Days, where their words end, and for 三小时前 and 昨晚 the minute or the part of the day."""

    days: Days
    end: int
    part: str = ""
    minutes: tuple[int, int] | None = None  # from and to, counted from now


Words = dict[int, Hit]


@dataclass(frozen=True, slots=True)
class Dates:
    """Reads the date that begins at a place of one text."""

    text: str
    today: date
    words: Words  # the words of time, by where they begin

    def read(self, place: int, known: Days | None) -> Dated | None:
        """Return the date at `place`; `known` is the one that was told before it."""
        if hit := self.words.get(place):
            return self._by_word(hit, known)
        found = _RUN.match(self.text, place)
        sign = found[1] if found else None
        if sign == "月":
            return self._by_month(place) or self.counted(place, known)
        if sign == "年":
            return self._by_year(place) or self.counted(place, known)
        if sign in _DAY_SIGNS:
            return self._full(place) or self.counted(place, known) or self._by_day(place, known)
        return self._full(place) or self.counted(place, known)

    def _by_word(self, hit: Hit, known: Days | None) -> Dated | None:
        kind, *rest = hit.value.split(":")
        reader = _READERS.get(kind)
        return reader(Word(self, hit, rest, known)) if reader else None

    def _full(self, place: int) -> Dated | None:
        found = _FULL.match(self.text, place)
        if not found:
            return None
        day = day_of(
            int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
        )
        return Dated(Days.one(day, fixed=True), found.end()) if day else None

    def _by_year(self, place: int) -> Dated | None:
        found = _YEAR.match(self.text, place)
        year = _year(found["y"]) if found and self._is_year(found) else 0
        return self.in_year(year, found.end(), fixed=True) if found and year else None

    def _is_year(self, found: re.Match[str]) -> bool:
        """Two figures are a year (25年8月), or how long something took (上访15年)."""
        if len(found["y"]) > 2:  # noqa: PLR2004
            return True
        behind = _MONTH.match(self.text, found.end()) or _OF_YEAR.match(self.text, found.end())
        return behind is not None or self.text.startswith(
            ("在", "从", "自", "于"), found.start() - 1
        )

    def in_year(self, year: int, end: int, *, fixed: bool) -> Dated | None:
        """Return what stands behind a year: month and day, festival, part of it, or all of it."""
        if self.text.startswith("的", end):
            end += 1
        if month := _MONTH.match(self.text, end):
            return self._month(year, month, fixed=fixed)
        festival = self.words.get(end)
        if festival and festival.value.startswith("festival:"):
            return self.around(festival, {year: festival_in(year, festival.value[9:])}, fixed=fixed)
        whole = year_of(year, fixed=fixed)
        if whole and (part := _OF_YEAR.match(self.text, end)):
            return Dated(_part_of_year(whole, part["part"]), part.end())
        return Dated(whole, end - self.text.startswith("的", end - 1)) if whole else None

    def _by_month(self, place: int) -> Dated | None:
        found = _MONTH.match(self.text, place)
        if not found:
            return None
        month, day = _figure(found["m"]), _figure(found["d"] or "1")
        if found["m"].startswith("十") and _figure(found["m"]) > 12:  # noqa: PLR2004  # months
            return None
        years = {year: day_of(year, month, day) for year in self._years()}
        chosen = nearest(self.today, years)
        return self._month(chosen.year, found, fixed=False) if chosen else None

    def _years(self) -> range:
        return range(self.today.year - 4, self.today.year + 2)

    def _month(self, year: int, found: re.Match[str], *, fixed: bool) -> Dated | None:
        month = _figure(found["m"])
        if found["d"]:
            day = day_of(year, month, _figure(found["d"]))
            return Dated(Days.one(day, fixed=fixed), found.end()) if day else None
        whole = month_of(year, month, fixed=fixed)
        if whole and found["part"]:
            whole = part_of_month(whole, found["part"])
        end = found.end() - self.text.endswith(("的", " "), 0, found.end())
        return Dated(whole, end) if whole else None

    def _by_day(self, place: int, known: Days | None) -> Dated | None:
        """Return the 10th of the month told before or, without one, the last 10th that there was."""
        found = _DAY.match(self.text, place)
        if not found or _is_number_of_something(self.text, place):
            return None
        number = _figure(found["d"])
        if known:
            day = day_of(known.last.year, known.last.month, number)
            if day and day < known.first:
                later = add_months(known.last.replace(day=1), 1)
                after = day_of(later.year, later.month, number)
                day = after if after and after <= self.today else day
        else:
            day = self._last_day(number)
        return Dated(Days.one(day), found.end()) if day else None

    def _last_day(self, number: int) -> date | None:
        first = self.today.replace(day=1)
        months = (add_months(first, -back) for back in range(3))
        days = (day_of(month.year, month.month, number) for month in months)
        return next((day for day in days if day and day <= add_days(self.today, 1)), None)

    def counted(self, place: int, known: Days | None) -> Dated | None:
        """Return 三天前, 两个半小时后, 48小时内."""
        found = _COUNTED.match(self.text, place)
        way = _DIRECTION.match(self.text, found.end()) if found else None
        if not found or not way:
            return None
        length = Length.of(found)
        return length.towards(way["way"][-1], self.today, known, way.end()) if length else None

    def around(self, hit: Hit, years: "dict[int, date | None]", *, fixed: bool) -> Dated | None:
        """Return a festival's day, or the days around it that are asked for."""
        day = (
            nearest(max((d for d in years.values() if d), default=self.today), years)
            if fixed or (len(years) == 1)
            else nearest(self.today, years)
        )
        if not day:
            return None
        found = _AROUND.match(self.text, hit.end)
        if found and found["season"]:
            first, last = season(hit.value[9:])
            return Dated(Days(day + first, day + last, fixed), found.end())
        shift = {"前一天": -1, "前夕": -1, "第二天": 1, "后一天": 1, "次日": 1}
        if found:
            return Dated(
                Days.one(add_days(day, shift.get(found["shift"], 0)), fixed=fixed), found.end()
            )
        return Dated(Days.one(day, fixed=fixed), hit.end)


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word of time where it stands: what its lexicon says, and the day told before it."""

    dates: Dates
    hit: Hit
    rest: list[str]
    known: Days | None


def _halves(found: re.Match[str]) -> int | None:
    """Return twice the number counted, so that 两个半 stays whole."""
    half = bool(found["half"] or found["half2"])
    if found["n"] == "半":
        return 1
    number = read_number(found["n"])
    return None if number is None else int(number) * 2 + half


def _day(word: Word) -> Dated:
    part = word.rest[1] if len(word.rest) > 1 else ""
    return Dated(Days.one(add_days(word.dates.today, int(word.rest[0]))), word.hit.end, part)


def _days(word: Word) -> Dated:
    first, last = (add_days(word.dates.today, int(number)) for number in word.rest)
    return Dated(Days(first, last), word.hit.end)


def _week(word: Word) -> Dated:
    monday = week_of(word.dates.today, int(word.rest[0]))
    found = _WEEKDAY.match(word.dates.text, word.hit.end)
    if not found:
        return Dated(Days(monday, add_days(monday, 6)), word.hit.end)
    if found["w"] == "末":
        return Dated(Days(add_days(monday, 5), add_days(monday, 6)), found.end())
    return Dated(Days.one(add_days(monday, _weekday(found["w"]))), found.end())


def _bare_weekday(word: Word) -> Dated:
    day = add_days(week_of(word.dates.today, 0), int(word.rest[0]) - 1)
    if word.known and word.known.first.weekday() < int(word.rest[0]) - 1 and word.known.first < day:
        day = add_days(week_of(word.known.first, 0), int(word.rest[0]) - 1)
    return Dated(Days.one(day if day <= word.dates.today else add_days(day, -7)), word.hit.end)


def _weekend(word: Word) -> Dated:
    saturday = add_days(week_of(word.dates.today, 0), 5)
    saturday = saturday if saturday <= word.dates.today else add_days(saturday, -7)
    return Dated(Days(saturday, add_days(saturday, 1)), word.hit.end)


def _month_word(word: Word) -> Dated | None:
    first = add_months(word.dates.today.replace(day=1), int(word.rest[0]))
    whole = month_of(first.year, first.month)
    found = _DAY_AFTER_MONTH.match(word.dates.text, word.hit.end)
    if not whole or not found:
        return Dated(whole, word.hit.end) if whole else None
    if found["part"]:
        return Dated(part_of_month(whole, found["part"]), found.end())
    day = day_of(first.year, first.month, _figure(found["d"]))
    return Dated(Days.one(day), found.end()) if day else None


def _year_word(word: Word) -> Dated | None:
    return word.dates.in_year(word.dates.today.year + int(word.rest[0]), word.hit.end, fixed=False)


def _festival(word: Word) -> Dated | None:
    if word.dates.text[word.hit.start].isdecimal() and not _is_shopping_day(
        word.dates.text, word.hit
    ):
        return None
    years = {
        year: festival_in(year, word.rest[0])
        for year in range(word.dates.today.year - 2, word.dates.today.year + 2)
    }
    return word.dates.around(word.hit, years, fixed=False)


def _recent(word: Word) -> Dated | None:
    """Return 最近三天, 过去半年."""
    found = _COUNTED.match(word.dates.text, word.hit.end)
    length = Length.of(found) if found else None
    if not found or not length or word.dates.text.startswith(("前", "后"), found.end()):
        return None
    end = found.end() + (
        2 if word.dates.text.startswith(("以来", "之内", "以内"), found.end()) else 0
    )
    end += word.dates.text.startswith("内", end)
    if length.minutes:
        return Dated(Days.one(word.dates.today), end, minutes=(-length.minutes, 0))
    return Dated(Days(length.from_day(word.dates.today, -1), word.dates.today), end)


def _half(word: Word) -> Dated | None:
    return word.dates.counted(word.hit.start, word.known)


_READERS: dict[str, Callable[[Word], Dated | None]] = {
    "day": _day, "days": _days, "week": _week, "weekday": _bare_weekday, "weekend": _weekend,
    "month": _month_word, "year": _year_word, "festival": _festival, "recent": _recent, "half": _half,
}  # fmt: skip

_SHOPPING = re.compile(
    "(?:年中)?(?:大促|活动|购物节|期间|那天|当天|当日|的时候|时|促销|预售|抢|买|下单|前|后|做)"
)
_HOUSE = re.compile(r"(?:路|街|道|巷|弄|里|村|区|栋|楼|座|门|店|院|第|段|苑|园|线|[a-z0-9]|[#.])\Z")


def _is_shopping_day(text: str, hit: Hit) -> bool:
    if (text[hit.start - 1 : hit.start].isascii() and hit.start) or text[
        hit.end : hit.end + 1
    ].isdecimal():
        return False
    return _SHOPPING.match(text, hit.end) is not None


def _is_number_of_something(text: str, place: int) -> bool:
    return _HOUSE.search(text, max(place - 1, 0), place) is not None


def _part_of_year(whole: Days, part: str) -> Days:
    year = whole.first.year
    quarter = _figure(part[0]) if part.endswith("季度") else 0
    months = {"上半年": (1, 6), "下半年": (7, 12), "年初": (1, 2), "初": (1, 2), "年中": (6, 7)}
    first, last = (quarter * 3 - 2, quarter * 3) if quarter else months.get(part, (11, 12))
    end = month_of(year, last)
    return Days(date(year, first, 1), end.last if end else whole.last, whole.fixed)


def _weekday(sign: str) -> int:
    return (
        "一二三四五六日".index(sign)
        if sign in "一二三四五六日"
        else 6
        if sign == "天"
        else int(sign) - 1
    )


def _figure(typed: str) -> int:
    return int(read_number(typed) or 0)


def _year(typed: str) -> int:
    number = _figure(typed)
    if number >= 100:  # noqa: PLR2004  # written in full
        return number
    return 2000 + number if number <= 70 else 1900 + number  # noqa: PLR2004
