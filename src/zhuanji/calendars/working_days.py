"""Chinese working days: holidays move, and weekends are worked for them (调休)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum, StrEnum
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays

from zhuanji.calendars.slots import OFFICE_HOURS, OFFICE_WEEK, WHOLE_DAY, Slots, Week
from zhuanji.calendars.timeline import MICROSECOND, NoWorkingTime, Timeline

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
YEARS_OF_DAYS = 100
DECEMBER, LAST_WEEK_BEGINS = 12, 25
ADJOINS_A_WEEKEND = frozenset({0, 4, 5})  # Monday, Friday, Saturday


class Kind(StrEnum):
    """What sort of day it is, and who made it so: the week, the State Council, or we ourselves."""

    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OWN_OPEN = "own_open"
    OWN_CLOSED = "own_closed"


class Ends(Enum):
    """When a term of days is over on its last day."""

    AT_THE_SAME_TIME = "same"
    AT_CLOSING = "closing"
    AT_MIDNIGHT = "midnight"


@dataclass(frozen=True)
class Day:
    """One day as a page shows it and as a reason names it."""

    on: date
    kind: Kind
    hours: Slots
    name: str
    confirmed: bool

    @property
    def worked(self) -> bool:
        return bool(self.hours)


@dataclass(frozen=True)
class WorkingCalendar:
    """Days that are worked and their hours: a week, and every exception from it.

    `exceptions` say of a day whether it is worked. `confirmed_years` are those whose exceptions
    were officially announced; of other years only the holidays that the law fixes are known.
    `own_days` are the organisation's decisions, with their hours; they stand above everything else.
    Every answer is in `zone`, whatever zone was asked in.
    """

    exceptions: Mapping[date, bool]
    confirmed_years: frozenset[int]
    week: Week = OFFICE_WEEK
    own_days: Mapping[date, Slots] = field(default_factory=dict)
    zone: tzinfo = SHANGHAI
    names: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def from_library(cls, years: Iterable[int]) -> Self:
        """Return China's calendar for these years: as announced, else as the law lets expect."""
        exceptions: dict[date, bool] = {}
        names: dict[date, str] = {}
        confirmed = set()
        for year in years:
            announced = _announced(year)
            known = announced or _expected(year)
            exceptions |= {day: worked for day, (worked, _) in known.items()}
            names |= {day: name for day, (_, name) in known.items()}
            if announced:
                confirmed.add(year)
        return cls(exceptions, frozenset(confirmed), names=names)

    def official(self) -> Self:
        """Return the calendar by which the law counts: no own days, Monday to Friday and 调休."""
        hours = self.week.make_up or next(filter(None, self.week.days), OFFICE_HOURS)
        days = tuple(self.week.days[day] or hours if day < 5 else () for day in range(7))  # noqa: PLR2004 - Friday
        return replace(self, week=Week(days, hours), own_days={})

    # --- days

    def hours_on(self, day: date) -> Slots:
        """Return when `day` is worked: nothing if it is not."""
        own = self.own_days.get(day)
        if own is not None:
            return own
        worked = self.exceptions.get(day)
        if worked is None:
            return self.week.days[day.weekday()]
        return self.week.make_up if worked else ()

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours_on(day))

    def is_confirmed(self, day: date) -> bool:
        """Say whether an official notice, or our own decision, stands behind the answer for this day.

        The last days of December may be moved by the notice of the next year, unless New Year's Day
        makes a long weekend by itself.
        """
        if day in self.own_days:
            return True
        return day.year in self.confirmed_years and not self._awaits_the_next_notice(day)

    def is_confirmed_between(self, start: datetime, end: datetime) -> bool:
        """Say whether every day from `start` to `end` is confirmed, both included."""
        first, last = sorted((self._local(start).date(), self._local(end).date()))
        if self.confirmed_years.issuperset(range(first.year, last.year + 2)):
            return True
        return all(self.is_confirmed(day) for day in _days(first, last))

    def day(self, on: date) -> Day:
        """Return what a page says about a day."""
        return Day(
            on, self._kind(on), self.hours_on(on), self.names.get(on, ""), self.is_confirmed(on)
        )

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Yield every day from `first` to `last`, both included."""
        return map(self.day, _days(first, last))

    def working_day_after(self, day: date, number: int) -> date:
        """Return the `number`-th working day after `day`; for 0 `day` itself, if not worked the next."""
        if number < 0:
            raise ValueError("Working days are counted forwards.")
        if number == 0 and self.is_working_day(day):
            return day
        ahead = max(number, 1) - 1 + bisect_right(self._worked_days(day.year), day.toordinal())
        for year in range(day.year, day.year + YEARS_OF_DAYS):
            worked = self._worked_days(year)
            if ahead < len(worked):
                return date.fromordinal(worked[ahead])
            ahead -= len(worked)
        raise NoWorkingTime

    def working_day_before(self, day: date, number: int) -> date:
        """Return the `number`-th working day before `day`; for 0 `day` itself, if not worked the last."""
        if number < 0:
            raise ValueError("Working days are counted backwards here: give how many.")
        if number == 0 and self.is_working_day(day):
            return day
        place = bisect_left(self._worked_days(day.year), day.toordinal()) - max(number, 1)
        for year in range(day.year, day.year - YEARS_OF_DAYS, -1):
            if place >= 0:
                return date.fromordinal(self._worked_days(year)[place])
            place += len(self._worked_days(year - 1))
        raise NoWorkingTime

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first` up to and including `last`."""
        if last < first:
            return -self.working_days_between(last, first)
        whole = sum(len(self._worked_days(year)) for year in range(first.year, last.year))
        before = bisect_right(self._worked_days(first.year), first.toordinal())
        return whole + bisect_right(self._worked_days(last.year), last.toordinal()) - before

    def end_of_working_day(self, day: date, tz: tzinfo | None = None) -> datetime:
        """Return when `day`, if not worked the next working day, closes: by the clock of that zone."""
        worked = self.working_day_after(day, 0)
        return _on_the_wall(worked, self.hours_on(worked)[-1].closes, tz or self.zone)

    # --- terms of days, as the Civil Code counts them (民法典 §201, §203)

    def add_working_days(
        self, start: datetime, number: int, ends: Ends = Ends.AT_THE_SAME_TIME
    ) -> datetime:
        """Return the end of a term of working days; the day it begins is not counted."""
        local = self._local(start)
        return self._end(self.working_day_after(local.date(), number), local, ends)

    def subtract_working_days(self, end: datetime, number: int) -> datetime:
        """Return the same time of day so many working days earlier; the last day is not counted."""
        local = self._local(end)
        day = self.working_day_before(local.date(), number)
        return self._end(day, local, Ends.AT_THE_SAME_TIME)

    def add_calendar_days(
        self,
        start: datetime,
        number: int,
        ends: Ends = Ends.AT_THE_SAME_TIME,
        *,
        past_rest_days: bool = False,
    ) -> datetime:
        """Return the end of a term of days; the day it begins is not counted.

        With `past_rest_days` a term whose last day is not worked ends on the next that is.
        """
        local = self._local(start)
        day = local.date() + timedelta(days=number)
        return self._end(self.working_day_after(day, 0) if past_rest_days else day, local, ends)

    # --- working time, to the microsecond

    def add_working_time(self, start: datetime, length: timedelta) -> datetime:
        """Return the first moment until which `length` is worked; for no length `start` itself."""
        if length < timedelta():
            raise ValueError("Working time is added forwards; subtract_working_time goes back.")
        return (
            self._timeline.forward(start, length // MICROSECOND) if length else self._local(start)
        )

    def subtract_working_time(self, end: datetime, length: timedelta) -> datetime:
        """Return the last moment from which `length` is worked; for no length `end` itself."""
        if length < timedelta():
            raise ValueError("Working time is subtracted backwards; add_working_time goes on.")
        return self._timeline.backward(end, length // MICROSECOND) if length else self._local(end)

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much is worked from `start` to `end`: less than nothing if it lies before."""
        if end < start:
            return -self.working_time_between(end, start)
        return timedelta(microseconds=self._timeline.between(start, end))

    def is_open(self, at: datetime) -> bool:
        """Say whether `at` lies in a slot: its first moment does, its end no longer does."""
        local = self._local(at)
        passed = timedelta(hours=local.hour, minutes=local.minute) // timedelta(minutes=1)
        return any(slot.opens <= passed < slot.closes for slot in self.hours_on(local.date()))

    def next_opening(self, at: datetime) -> datetime:
        """Return `at` itself if it is open, else when it opens next."""
        return self._local(at) if self.is_open(at) else self._timeline.next_opening(at)

    # --- what it stands on

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self.hours_on, self.zone)

    @cached_property
    def _days_by_year(self) -> dict[int, list[int]]:
        return {}

    def _worked_days(self, year: int) -> list[int]:
        """Return the working days of a year, as ordinals."""
        found = self._days_by_year.get(year)
        if found is None:
            days = _days(date(year, 1, 1), date(year, 12, 31))
            found = [day.toordinal() for day in days if self.hours_on(day)]
            self._days_by_year[year] = found
        return found

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("A moment without a time zone could be any.")
        return at.astimezone(self.zone)

    def _end(self, day: date, local: datetime, ends: Ends) -> datetime:
        if ends is Ends.AT_MIDNIGHT:
            return _on_the_wall(day, WHOLE_DAY, self.zone)
        hours = self.hours_on(day)
        if ends is Ends.AT_CLOSING:
            return _on_the_wall(day, hours[-1].closes if hours else WHOLE_DAY, self.zone)
        return _lived(datetime.combine(day, local.time(), self.zone))

    def _kind(self, day: date) -> Kind:
        if day in self.own_days:
            return Kind.OWN_OPEN if self.own_days[day] else Kind.OWN_CLOSED
        worked = self.exceptions.get(day)
        if worked is False:
            return Kind.HOLIDAY
        if worked and self.week.make_up:
            return Kind.MAKE_UP
        return Kind.WORKDAY if self.is_working_day(day) else Kind.REST

    def _awaits_the_next_notice(self, day: date) -> bool:
        if (day.month, day.day) < (DECEMBER, LAST_WEEK_BEGINS):
            return False
        new_year = date(day.year + 1, 1, 1)
        return (
            new_year.year not in self.confirmed_years
            and new_year.weekday() not in ADJOINS_A_WEEKEND
        )


def _announced(year: int) -> dict[date, tuple[bool, str]]:
    """Return the days of the State Council's notice: nothing for a year without one."""
    free = {
        day: (False, name) for day, name in chinese_calendar.holidays.items() if day.year == year
    }
    made = {
        day: (True, name) for day, name in chinese_calendar.workdays.items() if day.year == year
    }
    return {day: (worked, _in_chinese(name)) for day, (worked, name) in (free | made).items()}


def _expected(year: int) -> dict[date, tuple[bool, str]]:
    known = holidays.country_holidays("CN", years=year, language="zh_CN")
    return {day: (False, name) for day, name in known.items()}


def _in_chinese(name: str) -> str:
    return str(chinese_calendar.Holiday(name).chinese)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _on_the_wall(day: date, minutes: int, zone: tzinfo) -> datetime:
    """Return when the clock shows so many minutes of that day; 24:00 is the next day's midnight."""
    on, minutes = day + ONE_DAY * (minutes // WHOLE_DAY), minutes % WHOLE_DAY
    return _lived(datetime.combine(on, time(minutes // 60, minutes % 60), zone))


def _lived(at: datetime) -> datetime:
    """Return a time of the clock as one that is lived through: one that is skipped moves on."""
    return at.astimezone(UTC).astimezone(at.tzinfo)
