"""By when we must have acted, by grade. Pure arithmetic on the working calendar.

The defaults are the catalogue's (C3); an organisation's playbook will replace them as data.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.utils import timezone

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.models import Deadline, Grade

Kind = Deadline.Kind


@dataclass(frozen=True)
class Term:
    """A length of time: elapsed hours, or working days that end at the same time of day."""

    hours: int = 0
    working_days: int = 0

    def after(self, start: datetime, calendar: WorkingCalendar) -> datetime:
        if not self.working_days:
            return start + timedelta(hours=self.hours)
        local = timezone.localtime(start)
        day = calendar.working_day_after(local.date(), self.working_days)
        return local.replace(year=day.year, month=day.month, day=day.day)


TERMS: dict[Grade, dict[Kind, Term]] = {
    Grade.GENERAL: {
        Kind.ACKNOWLEDGEMENT: Term(hours=1),
        Kind.FIRST_ANSWER: Term(hours=24),
        Kind.RESOLUTION: Term(hours=24),
    },
    Grade.COMPLEX: {
        Kind.ACKNOWLEDGEMENT: Term(hours=1),
        Kind.FIRST_ANSWER: Term(working_days=2),
        Kind.RESOLUTION: Term(working_days=7),
    },
    Grade.MAJOR: {
        Kind.ACKNOWLEDGEMENT: Term(hours=1),
        Kind.FIRST_ANSWER: Term(hours=24),
        Kind.RESOLUTION: Term(hours=48),
    },
    Grade.EMERGENCY: {
        Kind.ACKNOWLEDGEMENT: Term(hours=1),
        Kind.FIRST_ANSWER: Term(hours=4),
        Kind.RESOLUTION: Term(hours=24),
    },
}


def due_times(grade: str, start: datetime) -> dict[Kind, datetime]:
    """Return when each deadline of a complaint of this grade falls due."""
    calendar = calendar_around(start.year)
    return {kind: term.after(start, calendar) for kind, term in TERMS[Grade(grade)].items()}


@cache
def calendar_around(year: int) -> WorkingCalendar:
    return WorkingCalendar.from_library(range(year, year + 2))
