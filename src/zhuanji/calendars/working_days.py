"""Chinese working days: holidays move, and weekends are worked for them (调休)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

import chinese_calendar
import holidays

MONDAY_TO_FRIDAY = frozenset(range(5))
END_OF_DAY = time(18)


@dataclass(frozen=True)
class WorkingCalendar:
    """Days that are worked: some weekdays, and every exception from them.

    `exceptions` say of a day whether it is worked. `confirmed_years` are those whose exceptions
    were officially announced; of other years only the holidays that the law fixes are known.
    """

    exceptions: Mapping[date, bool]
    confirmed_years: frozenset[int]
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    @classmethod
    def from_library(cls, years: Iterable[int]) -> Self:
        """Return China's calendar for these years: as announced, else as the law lets expect."""
        exceptions: dict[date, bool] = {}
        confirmed = set()
        for year in years:
            announced = _announced(year)
            exceptions |= announced or _expected(year)
            if announced:
                confirmed.add(year)
        return cls(exceptions, frozenset(confirmed))

    def is_working_day(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() in self.weekdays)

    def is_confirmed(self, day: date) -> bool:
        """Say whether an official notice stands behind the answer for this day."""
        return day.year in self.confirmed_years

    def working_day_after(self, day: date, number: int) -> date:
        """Return the `number`-th working day after `day`; for 0 `day` itself, if not worked the next."""
        if number < 0:
            raise ValueError("Working days are counted forwards.")
        if number == 0 and self.is_working_day(day):
            return day
        for _ in range(max(number, 1)):
            day = self._next_working_day(day)
        return day

    def end_of_working_day(self, day: date, tz: tzinfo) -> datetime:
        """Return when `day`, if not worked the next working day, ends in that time zone."""
        return datetime.combine(self.working_day_after(day, 0), END_OF_DAY, tz)

    def _next_working_day(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day


def _announced(year: int) -> dict[date, bool]:
    """Return the days of the State Council's notice: nothing for a year without one."""
    free = {day: False for day in chinese_calendar.holidays if day.year == year}
    return free | {day: True for day in chinese_calendar.workdays if day.year == year}


def _expected(year: int) -> dict[date, bool]:
    return dict.fromkeys(holidays.country_holidays("CN", years=year), False)
