"""Hours in which somebody is left in peace. Pure."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def quiet_until(start: time | None, end: time | None, at: datetime) -> datetime | None:
    """When the quiet hours end that `at` lies in, by the installation's clock; None outside of them.

    They may lie across midnight: 22:00 to 07:30.
    """
    if start is None or end is None or start == end:
        return None
    local = timezone.localtime(at)
    now = local.time().replace(tzinfo=None)
    across = start > end
    inside = (now >= start or now < end) if across else start <= now < end
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if across and now >= start else 0)
    return timezone.make_aware(datetime.combine(day, end))
