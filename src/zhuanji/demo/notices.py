"""What the company's people were told in the last day of the year, as the worker would have told it."""

from datetime import datetime, timedelta

from zhuanji.complaints.queries.told_inside import told_inside
from zhuanji.history.models import Entry
from zhuanji.notices.actions import notify_many

_LOOKED_BACK = timedelta(days=1)
_MOST = 300


def tell_of_the_last_day(*, until: datetime) -> int:
    """Tell owners what others did to their complaints, each at its own moment; return how many."""
    lines = Entry.objects.filter(at__gt=until - _LOOKED_BACK, about__startswith="complaint/")
    latest = list(lines.order_by("-at", "-id")[:_MOST])
    moments = {f"history/{line.pk}": line.at for line in latest}
    told = told_inside(latest[::-1])
    return sum(notify_many([one], at=moments[one.key]) for one in told)
