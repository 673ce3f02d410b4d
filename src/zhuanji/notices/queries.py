"""What can be asked about notices.

Whether readers may still read what a notice is about, the desk asks complaints.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from zhuanji.notices.models import Notice
from zhuanji.notices.told import Level

PAGE_SIZE = 30
MOST_COUNTED = 99
_ID_DIGITS = 18  # fit a bigint


@dataclass(frozen=True)
class Page:
    """One page, the newest first; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Notice]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class Bell:
    """What somebody has not seen: how many, whether there are more, and the newest alarm."""

    count: int = 0
    is_more: bool = False
    alarms: int = 0
    alarm: Notice | None = None


def notices_of(user_id: int | None) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user_id)


def bell_of(rows: QuerySet[Notice]) -> Bell:
    """One question, however many there are: alarms come first, no more than a hundred are counted."""
    unseen = rows.filter(seen_at=None).order_by("level", "-id")
    found = list(unseen[: MOST_COUNTED + 1])
    alarms = [notice for notice in found if notice.level == Level.ALARM]
    return Bell(
        count=min(len(found), MOST_COUNTED),
        is_more=len(found) > MOST_COUNTED,
        alarms=len(alarms),
        alarm=alarms[0] if alarms else None,
    )


def page_of(
    rows: QuerySet[Notice],
    *,
    only_unseen: bool = False,
    level: str = "",
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Page:
    """A filter that makes no sense filters nothing; a cursor that cannot be read begins anew."""
    if only_unseen:
        rows = rows.filter(seen_at=None)
    if level in Level.values:
        rows = rows.filter(level=level)
    digits = cursor.removeprefix("-")
    known = digits.isascii() and digits.isdigit() and len(digits) <= _ID_DIGITS
    back = known and cursor.startswith("-")
    if known:
        rows = rows.filter(pk__gt=int(digits)) if back else rows.filter(pk__lt=int(digits))
    found = list(rows.order_by("pk" if back else "-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_next, has_previous = (True, more) if back else (more, known)
    return Page(
        found,
        next=str(found[-1].pk) if found and has_next else "",
        previous=f"-{found[0].pk}" if found and has_previous else "",
    )
