"""What can be asked about webhooks and what became of their messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.policies import require_may_manage

PAGE_SIZE = 50
_ID_DIGITS = 18  # fit a bigint
Row = TypeVar("Row", Webhook, Delivery)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page, the newest first; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Row]
    next: str = ""
    previous: str = ""


def get_webhook(pk: int, *, actor: Actor) -> Webhook:
    """Raises NotAllowed, NotFound."""
    require_may_manage(actor)
    webhook = Webhook.objects.filter(pk=pk).first() if pk < 10**_ID_DIGITS else None
    if webhook is None:
        raise NotFound
    return webhook


def get_delivery(pk: int, *, webhook: Webhook) -> Delivery:
    """Raises NotFound."""
    found = webhook.deliveries.filter(pk=pk).first() if pk < 10**_ID_DIGITS else None
    if found is None:
        raise NotFound
    return found


def list_webhooks(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[Webhook]:
    require_may_manage(actor)
    return _page(Webhook.objects.all(), cursor, size)


def reasons_of_failing(webhooks: Iterable[Webhook]) -> dict[int, str]:
    """What went wrong last where nothing arrives or we gave up, by webhook, in one query."""
    failing = [one.pk for one in webhooks if one.failing_since or not one.active]
    tried = Delivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False)
    last = tried.exclude(state=Delivery.State.DELIVERED).order_by("-id").values("answer")[:1]
    found = Webhook.objects.filter(pk__in=failing).annotate(reason=Subquery(last))
    return {pk: reason for pk, reason in found.values_list("pk", "reason") if reason}


def list_deliveries(
    webhook: Webhook, *, state: str = "", kind: str = "", cursor: str = "", size: int = PAGE_SIZE
) -> Page[Delivery]:
    """What one webhook was sent, was not, or will be. A filter that makes no sense filters nothing."""
    rows = Delivery.objects.filter(webhook=webhook)
    if state in Delivery.State.values:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return _page(rows, cursor, size)


def is_cursor(cursor: str) -> bool:
    """Whether a page can have given it: the id to go on from, with a minus when it goes back."""
    digits = cursor.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= _ID_DIGITS


def _page(rows: QuerySet[Row], cursor: str, size: int) -> Page[Row]:
    """A cursor that cannot be read starts from the beginning."""
    digits = cursor.removeprefix("-")
    known = is_cursor(cursor)
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
