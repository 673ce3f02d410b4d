"""The calendar in use, kept in the process, and every version there was."""

import time
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.working_hours.body import HoursBody, calendar_of
from zhuanji.working_hours.models import WorkingHoursVersion

ASK_EVERY = 1.0  # seconds
YEARS_BACK, YEARS_AHEAD = 2, 3
SHIPPED = 0  # the number of what holds before the first version


@dataclass
class _Kept:
    """What this process knows until it asks again: versions by when they began, calendars made."""

    begun: list[tuple[datetime, int]]
    until: float
    newest: int | None = None
    bodies: dict[int, HoursBody] = field(default_factory=dict)
    calendars: dict[tuple[int, int], WorkingCalendar] = field(default_factory=dict)


class _Memory:
    kept: _Kept | None = None


def calendar_in_use(at: datetime) -> WorkingCalendar:
    """Return the calendar that was in use at a moment, as it was known at most a second ago."""
    kept = _kept()
    place = bisect_right(kept.begun, (at, inf)) - 1
    number = kept.begun[place][1] if place >= 0 else SHIPPED
    year = at.astimezone(_zone()).year
    if (number, year) not in kept.calendars:
        years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
        kept.calendars[number, year] = calendar_of(_body(kept, number), years, _zone())
    return kept.calendars[number, year]


def number_in_use() -> int:
    """Return the newest version's number, as it was known at most a second ago."""
    begun = _kept().begun
    return begun[-1][1] if begun else SHIPPED


def calendar_with(body: HoursBody, at: datetime) -> WorkingCalendar:
    """Return the calendar that a document would make, if it were in use at a moment."""
    year = at.astimezone(_zone()).year
    return calendar_of(body, range(year - YEARS_BACK, year + YEARS_AHEAD + 1), _zone())


def forget_calendar() -> None:
    """Ask the database next time."""
    _Memory.kept = None


def keep_calendar() -> None:
    """Use what is shipped without asking, until told to forget it."""
    _Memory.kept = _Kept([], inf)


def versions() -> QuerySet[WorkingHoursVersion]:
    """The newest first, without their documents."""
    return WorkingHoursVersion.objects.defer("body").order_by("-number")


def newest_version() -> tuple[int, HoursBody]:
    """The number and document in use as the database knows it now."""
    row = WorkingHoursVersion.objects.order_by("-number").first()
    return (row.number, HoursBody.model_validate(row.body)) if row else (SHIPPED, HoursBody())


def body_of(number: int) -> HoursBody:
    """One version's document; what is shipped for a number that there is not."""
    row = WorkingHoursVersion.objects.filter(number=number).first()
    return HoursBody.model_validate(row.body) if row else HoursBody()


def _kept() -> _Kept:
    kept = _Memory.kept
    if kept is None or time.monotonic() >= kept.until:
        kept = _Memory.kept = _ask(kept)
    return kept


def _ask(before: _Kept | None) -> _Kept:
    newest = WorkingHoursVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    until = time.monotonic() + ASK_EVERY
    if before is not None and before.newest == newest:
        before.until = until
        return before
    rows = WorkingHoursVersion.objects.order_by("number").values_list("valid_from", "number")
    return _Kept(sorted(rows), until, newest)


def _body(kept: _Kept, number: int) -> HoursBody:
    if number not in kept.bodies:
        kept.bodies[number] = HoursBody() if number == SHIPPED else body_of(number)
    return kept.bodies[number]


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
