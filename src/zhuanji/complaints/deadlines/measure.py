"""Lengths of time, as a term counts them: every hour, or only those that are worked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.playbooks.terms import parse_term


@dataclass(frozen=True, slots=True)
class Measure:
    """Without a calendar every hour counts."""

    calendar: WorkingCalendar | None = None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much of the time from start to end counts; nothing when end comes first."""
        if end <= start:
            return timedelta()
        return self.calendar.working_time_between(start, end) if self.calendar else end - start

    def after(self, start: datetime, length: timedelta) -> datetime:
        """Return the moment when `length` has passed since start."""
        if not length:
            return start
        return self.calendar.add_working_time(start, length) if self.calendar else start + length


EVERY_HOUR = Measure()


def measure_of(term: str, calendar: WorkingCalendar) -> Measure:
    """Return how a term as written ("24h", "2wd") counts; a named moment counts every hour."""
    return Measure(calendar) if term and parse_term(term).counts_working_time else EVERY_HOUR
