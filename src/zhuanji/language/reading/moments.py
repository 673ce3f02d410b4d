"""Moments: days, times of day and stretches between them, resolved against a moment given."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from zhuanji.language.reading.dates import Dated, Dates
from zhuanji.language.reading.days import Days
from zhuanji.language.reading.hours import Hours, read_hours
from zhuanji.language.reading.sheet import Mark, Sheet

_NOWHERE = date(2000, 1, 1)  # stands for today when no moment was given
_UNTIL = re.compile(
    r"\s?(?:开始|起)?\s?(?:一直)?\s?(?:到|至|[-~～—–]{1,2})\s?(?!今|现在|目前|达|处|底|了)"
)
_UNTIL_NOW = re.compile(
    r"\s?(?:开始|起)?,?(?:一直)?(?:[到至]?至今|到现在|到目前|到今天|到如今|以来)(?:为止)?"
)
_UNIT = re.compile(
    r"\s?(?:[年月日号点时天周星礼小分季刻钟半多来h~～—–至到]|[-/.:：]\s?[0-9]|个[月半小星礼钟多])"
)
_NO_MOMENT = re.compile("(?:第|[.])\\Z")
_RECURRING = re.compile(
    "(?:每个?|(?:每[年月周天日晚夜]|每个[月周]|每星期|天天|日日|夜夜|晚晚|平时|平常|经常|常常|往往|通常)"
    "(?:的|都|都是|都从|都要|都到|从|到了?|一到|大概|早晚|固定|在|差不多|将近|基本|几乎|不是)*)\\Z"
)
_BEFORE = 10
_COMPACT = 8  # figures of 20261125
_LINK = re.compile(r"[\s的]?")


def moments(sheet: Sheet) -> Iterator[Mark]:
    """Yield the moments, each as long as it goes: 5月3日至6日, 下午两点半到四点."""
    reader = _Reader(sheet)
    for place in reader.places():
        mark = reader.read(place)
        if mark and sheet.is_free(mark.start, mark.end):
            sheet.take(mark.start, mark.end)
            yield mark


class _Reader:
    """Goes through one text and remembers the day that was told last."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._text = sheet.text
        self._now = sheet.at or datetime.combine(_NOWHERE, time())
        words = {hit.start: hit for hit in sheet.of("when") if hit.value != "none"}
        self._dates = Dates(sheet.text, self._now.date(), words)
        self._clocks = {hit.start for hit in words.values() if hit.value.startswith("clock")}
        self._known: Days | None = None
        self._end = 0

    def places(self) -> Iterator[int]:
        """Yield where a moment may begin, behind the one that was read."""
        runs = (*self._sheet.figures, *self._sheet.numerals)
        counted = (start for start, end in runs if _UNIT.match(self._text, end))
        compact = (start for start, end in self._sheet.figures if end - start == _COMPACT)
        for place in sorted({*counted, *compact, *self._dates.words}):
            if place >= self._end:
                yield place

    def read(self, place: int) -> Mark | None:
        first = self._one(place, bare=True)
        if not first:
            return None
        span, known = first
        before, self._known = self._known, known or self._known
        span = self._extended(span, place)
        self._end = span.end
        if _RECURRING.search(self._text, max(place - _BEFORE, 0), place):
            self._known = before
            return None
        return Mark(place, span.end, span.value() if self._sheet.at or span.fixed else "")

    def _one(self, place: int, *, bare: bool, part: str = "") -> "tuple[Span, Days | None] | None":
        """Return one moment and the days it names."""
        if _NO_MOMENT.search(self._text, max(place - 1, 0), place):
            return None
        dated = self._dates.read(place, self._known) if place not in self._clocks else None
        if dated is None:
            return self._hours_alone(place, bare=bare, part=part)
        if dated.minutes:
            return Span.counted(self._now, dated), None
        hours = self._hours_behind(dated)
        if hours and dated.days.first == dated.days.last:
            return self._at(dated.days, hours), dated.days
        return Span.of(dated.days, dated.end), dated.days

    def _hours_behind(self, dated: Dated) -> Hours | None:
        if dated.part:
            return read_hours(self._text, dated.end, part=dated.part)
        link = _LINK.match(self._text, dated.end)
        return read_hours(self._text, link.end() if link else dated.end)

    def _hours_alone(
        self, place: int, *, bare: bool, part: str
    ) -> "tuple[Span, Days | None] | None":
        """A clock time without a day is of the day that was told last, or of today."""
        hours = read_hours(self._text, place, bare=bare)
        if hours is None or hours.until is not None:
            return None
        if part and not hours.part:
            hours = read_hours(self._text, place, part=part) or hours
        days = self._known if self._known and self._known.first == self._known.last else None
        days = days or Days.one(self._now.date())
        return self._at(days, hours), None

    def _at(self, days: Days, hours: Hours) -> "Span":
        """Return the hour of that day; 半夜两点, said of today, is of the night that is over."""
        span = Span.at(days, hours, self._now.tzinfo)
        today = days.first == self._now.date()
        return span.earlier(1) if today and hours.part == "夜" and span.first > self._now else span

    def _extended(self, span: "Span", place: int) -> "Span":
        """Return the span up to 至今 or to the second moment behind 到."""
        if found := _UNTIL_NOW.match(self._text, span.end):
            return Span(
                span.first,
                self._now if span.timed else self._now.date(),
                found.end(),
                False,
                span.part,
            )
        found = _UNTIL.match(self._text, span.end)
        second = self._one(found.end(), bare=False, part=span.part) if found else None
        if not found or not second or second[0].timed != span.timed:
            return span
        last = second[0]
        if last.last < span.first and self._is_weekday(place) and self._is_weekday(found.end()):
            span = span.earlier(7)  # 周一到周五 lies in one week
        if last.last < span.first and span.timed and second[1] is None:
            last = last.earlier(-1)  # 晚上10点到凌晨2点
        if last.last < span.first:
            return span
        self._known = second[1] or self._known
        return Span(span.first, last.last, last.end, span.fixed, last.part)

    def _is_weekday(self, place: int) -> bool:
        hit = self._dates.words.get(place)
        return hit is not None and hit.value.startswith("weekday")


class Span:
    """From one day or minute to another."""

    __slots__ = ("end", "first", "fixed", "last", "part")

    def __init__(self, first: date, last: date, end: int, fixed: bool, part: str = "") -> None:
        self.first, self.last, self.end, self.fixed, self.part = first, last, end, fixed, part

    @property
    def timed(self) -> bool:
        return isinstance(self.first, datetime)

    @classmethod
    def of(cls, days: Days, end: int) -> "Span":
        return cls(days.first, days.last, end, days.fixed)

    @classmethod
    def at(cls, days: Days, hours: Hours, zone: tzinfo | None) -> "Span":
        midnight = datetime.combine(days.first, time(), zone)
        first = midnight + timedelta(minutes=hours.minutes, seconds=hours.seconds)
        last = midnight + timedelta(minutes=hours.until) if hours.until is not None else first
        return cls(first, last, hours.end, days.fixed, hours.part)

    @classmethod
    def counted(cls, now: datetime, dated: Dated) -> "Span":
        first, last = (now + timedelta(minutes=number) for number in dated.minutes or (0, 0))
        return cls(
            first.replace(second=0, microsecond=0),
            last.replace(second=0, microsecond=0),
            dated.end,
            False,
        )

    def earlier(self, days: int) -> "Span":
        back = timedelta(days=days)
        return Span(self.first - back, self.last - back, self.end, self.fixed, self.part)

    def value(self) -> str:
        """Return ISO 8601: a day, a minute, or both ends of an interval."""
        first, last = _iso(self.first), _iso(self.last)
        return first if first == last else f"{first}/{last}"


def _iso(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    return moment.isoformat()
