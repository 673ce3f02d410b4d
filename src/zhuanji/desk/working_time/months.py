"""A year as twelve small months, and days that belong together as one line."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhuanji.calendars.working_days import Day, Kind, WorkingCalendar


@dataclass(frozen=True)
class Month:
    """`weeks` begin on Monday; None stands where a day belongs to another month."""

    number: int
    weeks: list[list[Day | None]]
    worked: int
    confirmed: bool


@dataclass(frozen=True)
class Run:
    """Days in a row that are of one sort and bear one name."""

    first: date
    last: date
    kind: Kind
    name: str

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


def months_of(calendar: WorkingCalendar, year: int) -> list[Month]:
    return [_month(calendar, year, number) for number in range(1, 13)]


def runs_of(days: Iterable[Day]) -> list[Run]:
    """Return days in order as runs."""
    runs: list[Run] = []
    for day in days:
        name = day.name if day.kind not in {Kind.WORKDAY, Kind.REST} else ""
        last = runs[-1] if runs else None
        if last and (last.kind, last.name) == (day.kind, name) and _follows(last.last, day.on):
            runs[-1] = replace(last, last=day.on)
        else:
            runs.append(Run(day.on, day.on, day.kind, name))
    return runs


def _follows(before: date, day: date) -> bool:
    return day - before == timedelta(days=1)


def _month(calendar: WorkingCalendar, year: int, number: int) -> Month:
    weeks = [
        [calendar.day(day) if day.month == number else None for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    days = [day for week in weeks for day in week if day]
    return Month(number, weeks, sum(day.worked for day in days), all(day.confirmed for day in days))
