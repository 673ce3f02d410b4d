"""What a term comes to, and why: which days it passed over and what it rests on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhuanji.calendars.working_days import Ends, WorkingCalendar
from zhuanji.desk.working_time.months import Run, runs_of

ONE_DAY = timedelta(days=1)


class Unit(models.TextChoices):
    WORKING_DAYS = "working_days", _("working days")
    WORKING_HOURS = "working_hours", _("working hours")
    DAYS = "days", _("calendar days")
    DAYS_PAST_REST = "days_past_rest", _("calendar days, past days of rest")


class End(models.TextChoices):
    SAME = Ends.AT_THE_SAME_TIME.value, _("at the same time of day")
    CLOSING = Ends.AT_CLOSING.value, _("when the last day closes")
    MIDNIGHT = Ends.AT_MIDNIGHT.value, _("at 24:00 of the last day")


@dataclass(frozen=True)
class Reckoning:
    start: datetime
    end: datetime
    skipped: list[Run]
    confirmed: bool
    unit: Unit
    opens_later: datetime | None


def reckon(
    calendar: WorkingCalendar, start: datetime, number: float, unit: Unit, ends: End
) -> Reckoning:
    """Return when a term ends that begins at `start`. Raises NoWorkingTime."""
    end = _end(calendar, start, number, unit, Ends(ends.value))
    zone = calendar.zone
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    day_after = first if unit is Unit.WORKING_HOURS else first + ONE_DAY
    passed = [day for day in calendar.days(day_after, last) if not day.worked]
    is_late = unit is Unit.WORKING_HOURS and not calendar.is_open(start)
    return Reckoning(
        start=start,
        end=end,
        skipped=[] if unit is Unit.DAYS else runs_of(passed),
        confirmed=unit is Unit.DAYS or calendar.is_confirmed_between(start, end),
        unit=unit,
        opens_later=calendar.next_opening(start) if is_late else None,
    )


def _end(
    calendar: WorkingCalendar, start: datetime, number: float, unit: Unit, ends: Ends
) -> datetime:
    if unit is Unit.WORKING_HOURS:
        return calendar.add_working_time(start, timedelta(hours=number))
    if unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start, int(number), ends)
    past = unit is Unit.DAYS_PAST_REST
    return calendar.add_calendar_days(start, int(number), ends, past_rest_days=past)
