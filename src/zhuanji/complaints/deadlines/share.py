"""How much of a deadline's time is used up: what its colour says."""

from datetime import datetime

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.measure import measure_of
from zhuanji.complaints.models import Deadline


def share_used(deadline: Deadline, calendar: WorkingCalendar, *, at: datetime) -> float:
    """Return 0 at the start, 1 from the moment on; rests do not count, nor nights of working time."""
    now = min(at, deadline.paused_at or deadline.met_at or deadline.lapsed_at or at)
    if now >= deadline.due_at:
        return 1.0
    measure = measure_of(deadline.term, calendar)
    whole = measure.between(deadline.starts_at, deadline.due_at) - deadline.rested
    if not whole:
        return 1.0
    used = measure.between(deadline.starts_at, now) - deadline.rested
    return min(max(used / whole, 0.0), 1.0)


def turning_points(deadline: Deadline, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    """Return when half of its time will be used, and when three quarters, if it runs on."""
    measure = measure_of(deadline.term, calendar)
    whole = measure.between(deadline.starts_at, deadline.due_at) - deadline.rested
    half, late = (
        min(measure.after(deadline.starts_at, deadline.rested + whole * share), deadline.due_at)
        for share in (0.5, 0.75)
    )
    return half, late
