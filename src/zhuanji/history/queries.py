from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from zhuanji.history.chain import FIRST, link
from zhuanji.history.models import Entry, Head


@dataclass(frozen=True)
class BrokenLink:
    """Where a chain stops being what was written: `why` is gap, altered, cut or unknown."""

    about: str
    sequence: int
    why: str


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


class OldestRunning(models.Func):
    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


def first_broken_link(about: str = "") -> BrokenLink | None:
    """Walk every chain (or one) from its first line and return the first link that does not hold.

    Time and memory are linear and constant in the number of lines.
    """
    heads = Head.objects.filter(about=about) if about else Head.objects.all()
    broken = next(_broken_links(_chain_order(about)), None)
    if broken:
        return broken
    last = Entry.objects.filter(about=models.OuterRef("about")).order_by("-sequence")
    cut = heads.annotate(
        last_sequence=models.Subquery(last.values("sequence")[:1]),
        last_hash=models.Subquery(last.values("hash")[:1]),
    ).exclude(last_sequence=F("sequence"), last_hash=F("hash"))
    head = cut.order_by("about").first()
    return BrokenLink(head.about, head.sequence, "cut") if head else None


def _chain_order(about: str) -> Iterator[Entry]:
    entries = Entry.objects.filter(about=about) if about else Entry.objects.all()
    return entries.order_by("about", "sequence").iterator(chunk_size=5000)


def _broken_links(entries: Iterator[Entry]) -> Iterator[BrokenLink]:
    about, sequence, previous = "", 0, FIRST
    for entry in entries:
        if entry.about != about:
            about, sequence, previous = entry.about, 0, FIRST
        sequence += 1
        if entry.sequence != sequence:
            yield BrokenLink(about, sequence, "gap")
            return
        if entry.hash != _expected(entry, previous):
            yield BrokenLink(about, sequence, "altered")
            return
        previous = entry.hash


def _expected(entry: Entry, previous: str) -> str:
    return link(
        previous,
        about=entry.about,
        sequence=entry.sequence,
        kind=entry.kind,
        by=entry.by,
        by_name=entry.by_name,
        at=entry.at,
        details=entry.details,
    )
