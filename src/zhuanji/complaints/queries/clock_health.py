"""How well the clock keeps up: what it owes, and how late it acted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Max, Min

from zhuanji.complaints.models import Deadline, Firing

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class ClockHealth:
    """The last hour's steps and their lag; None where there was none. `waiting` steps are due now."""

    fired: int
    p50: timedelta | None
    p95: timedelta | None
    most: timedelta | None
    waiting: int
    oldest: datetime | None


class _Percentile(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(%(share)s) within group (order by %(expressions)s)"
    output_field = DurationField()


def clock_health(*, at: datetime) -> ClockHealth:
    """Two questions along two indexes."""
    lag = ExpressionWrapper(F("fired_at") - F("planned_at"), output_field=DurationField())
    fired = Firing.objects.filter(fired_at__gt=at - _HOUR).aggregate(
        fired=Count("id"),
        p50=_Percentile(lag, share=0.5),
        p95=_Percentile(lag, share=0.95),
        most=Max(lag),
    )
    due = Deadline.objects.filter(next_at__lte=at)
    return ClockHealth(**fired, **due.aggregate(waiting=Count("id"), oldest=Min("next_at")))
