"""What was seen, and what is old enough to be forgotten."""

from datetime import datetime, timedelta

from django.db import transaction

from zhuanji.notices.models import Notice
from zhuanji.staff.models import User

KEPT_FOR = timedelta(days=180)


@transaction.atomic
def mark_seen(*, by: User, at: datetime, notice: Notice) -> bool:
    """Say that its reader has seen it. Return False when that was so before, or it is another's."""
    return bool(_see(by, at, pk=notice.pk))


@transaction.atomic
def mark_all_seen(*, by: User, at: datetime, until: int | None = None) -> int:
    """Say that everything is seen, up to the newest notice that the reader's page showed."""
    return _see(by, at, **({} if until is None else {"pk__lte": until}))


def _see(by: User, at: datetime, **which: int) -> int:
    """Other open pages of the reader are told too: their bells fall silent."""
    unseen = Notice.objects.filter(user=by, seen_at=None, **which)
    return unseen.update(seen_at=at, rung=False)


@transaction.atomic
def forget_notices(*, at: datetime, limit: int = 2000) -> int:
    """Drop what was told half a year ago; return how many."""
    old = Notice.objects.filter(at__lt=at - KEPT_FOR).order_by("at")
    keys = list(old.values_list("pk", flat=True)[:limit])
    dropped, _rows = Notice.objects.filter(pk__in=keys).delete() if keys else (0, {})
    return int(dropped)
