"""Everything that can be asked about the story: of one thing, of everything, whether it holds."""

from django.db import models
from django.db.models import Q

from zhuanji.history.models import Entry, Verification
from zhuanji.history.queries.audit import AuditPage, Wanted, audit_page, audited, every_line
from zhuanji.history.queries.chains import (
    BrokenLink,
    Stretch,
    check_stretch,
    count_chains,
    first_broken_link,
    next_stretch,
)

__all__ = [
    "AuditPage",
    "BrokenLink",
    "Stretch",
    "Wanted",
    "audit_page",
    "audited",
    "check_stretch",
    "count_chains",
    "entries_after",
    "every_line",
    "first_broken_link",
    "last_verification",
    "newest",
    "newest_settled",
    "next_stretch",
    "story_of",
]


def story_of(about: str) -> models.QuerySet[Entry]:
    """Everything that happened to one thing, in the order it happened."""
    return Entry.objects.filter(about=about).order_by("sequence")


def newest() -> models.QuerySet[Entry]:
    """Everything that happened anywhere, the newest first."""
    return Entry.objects.order_by("-at", "-id")


def entries_after(transaction: int, entry: int, *, limit: int) -> list[Entry]:
    """The next committed lines in commit order.

    Only lines of transactions older than every transaction still running are given, so a
    reader that moves its cursor past them never misses one that commits late.
    """
    later = Q(transaction=transaction, id__gt=entry) | Q(transaction__gt=transaction)
    settled = Q(transaction__lt=OldestRunning())
    return list(Entry.objects.filter(later, settled).order_by("transaction", "id")[:limit])


def newest_settled() -> tuple[int, int]:
    """Where a reader begins that wants to hear only what comes from now on: (transaction, id)."""
    settled = Entry.objects.filter(transaction__lt=OldestRunning())
    places = settled.order_by("-transaction", "-id").values_list("transaction", "id")
    return places.first() or (0, 0)


class OldestRunning(models.Func):
    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


def last_verification() -> Verification | None:
    """The newest check of every chain, finished or still going on."""
    return Verification.objects.order_by("-pk").first()
