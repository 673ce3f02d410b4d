"""What can be asked about notices.

Whether readers may still read what a notice is about, the desk asks complaints.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.notices.models import Channel, Delivery, Notice, Wishes
from zhuanji.notices.policies import require_may_keep, require_may_keep_groups
from zhuanji.notices.told import Level
from zhuanji.notices.ways import Way
from zhuanji.staff.models import User

PAGE_SIZE = 30
MOST_COUNTED = 99
_FEW = 8
_ID_DIGITS = 18  # fit a bigint
Row = TypeVar("Row", Notice, Channel, Delivery)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page, the newest first; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Row]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class Bell:
    """What somebody has not seen: how many, whether there are more, the newest alarm and a few."""

    count: int = 0
    is_more: bool = False
    alarms: int = 0
    alarm: Notice | None = None
    rows: tuple[Notice, ...] = ()  # alarms first, then the newest


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
        rows=tuple(found[:_FEW]),
    )


def page_of(
    rows: QuerySet[Notice],
    *,
    only_unseen: bool = False,
    level: str = "",
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Page[Notice]:
    """A filter that makes no sense filters nothing."""
    if only_unseen:
        rows = rows.filter(seen_at=None)
    if level in Level.values:
        rows = rows.filter(level=level)
    return _page(rows, cursor, size)


def _page(rows: QuerySet[Row], cursor: str, size: int) -> Page[Row]:
    """A cursor that cannot be read begins anew."""
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


def ways_of(user: User) -> dict[str, Channel]:
    """The ways to one person that are set up, by their names; the mailbox needs no setting up."""
    found = {channel.way: channel for channel in Channel.objects.filter(user=user)}
    mail = Channel(user=user, way=Way.EMAIL)
    return {Way.EMAIL: mail, **found}


def wishes_of(user: User) -> Wishes:
    return Wishes.objects.filter(pk=user.pk).first() or Wishes(user=user)


def get_channel(pk: int, *, actor: Actor) -> Channel:
    """Raises NotAllowed, NotFound."""
    channels = Channel.objects.select_related("user", "department")
    found = channels.filter(pk=pk).first() if pk < 10**_ID_DIGITS else None
    if found is None:
        raise NotFound
    require_may_keep(actor, found)
    return found


def get_group(pk: int, *, actor: Actor) -> Channel:
    """Raises NotAllowed, NotFound."""
    require_may_keep_groups(actor)
    found = get_channel(pk, actor=actor)
    if found.is_personal:
        raise NotFound
    return found


def list_groups(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[Channel]:
    require_may_keep_groups(actor)
    rows = Channel.objects.filter(user=None).select_related("department")
    return _page(rows, cursor, size)


def deliveries_of(channel: Channel, *, cursor: str = "", size: int = PAGE_SIZE) -> Page[Delivery]:
    """What one way was to be told in the last month."""
    rows = Delivery.objects.filter(channel=channel).select_related("notice")
    return _page(rows, cursor, size)


def last_deliveries(user: User, *, most: int = 10) -> list[Delivery]:
    """What went to one person lately, by whichever way."""
    rows = Delivery.objects.filter(channel__user=user).select_related("channel", "notice")
    return list(rows.order_by("-pk")[:most])
