"""Whether the chains hold: walked line by line, in stretches that any worker may take."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery

from zhuanji.history.chain import FIRST, link
from zhuanji.history.models import Entry, Head

M = TypeVar("M", Entry, Head)


@dataclass(frozen=True)
class BrokenLink:
    """Where a chain stops being what was written: `why` is gap, altered, cut or unknown."""

    about: str
    sequence: int
    why: str


@dataclass(frozen=True)
class Stretch:
    """Some chains in their order: one alone, or those after a name up to another (or the end)."""

    only: str = ""
    after: str = ""
    until: str = ""
    chains: int = 0

    def of(self, rows: models.QuerySet[M]) -> models.QuerySet[M]:
        if self.only:
            return rows.filter(about=self.only)
        rows = rows.filter(about__gt=self.after) if self.after else rows
        return rows.filter(about__lte=self.until) if self.until else rows


@dataclass(frozen=True)
class Checked:
    lines: int
    broken: BrokenLink | None


def first_broken_link(about: str = "") -> BrokenLink | None:
    """Walk every chain (or one) from its first line and return the first link that does not hold.

    Time is linear and memory constant in the number of lines.
    """
    return check_stretch(Stretch(only=about)).broken


def count_chains() -> int:
    """How many things have a story."""
    return Head.objects.count()


def next_stretch(after: str, *, most: int) -> Stretch:
    """The chains that follow the name `after`; without `until` it is the last stretch."""
    heads = Head.objects.filter(about__gt=after) if after else Head.objects.all()
    names = list(heads.order_by("about").values_list("about", flat=True)[:most])
    until = names[-1] if len(names) == most else ""
    return Stretch(after=after, until=until, chains=len(names))


def check_stretch(stretch: Stretch) -> Checked:
    """Walk the chains of a stretch; how many lines that were and the first that does not hold.

    Each question is one statement, so lines written meanwhile are no false alarm.
    """
    walk = _Walk()
    ordered = stretch.of(Entry.objects.all()).order_by("about", "sequence")
    broken = next(walk.broken_links(ordered.iterator(chunk_size=5000)), None)
    return Checked(walk.lines, broken or _cut(stretch) or _unknown(stretch))


def _cut(stretch: Stretch) -> BrokenLink | None:
    """A chain whose last line is not the one that its head remembers."""
    last = Entry.objects.filter(about=OuterRef("about")).order_by("-sequence")
    cut = stretch.of(Head.objects.all()).annotate(
        last_sequence=Subquery(last.values("sequence")[:1]),
        last_hash=Subquery(last.values("hash")[:1]),
    )
    head = cut.exclude(last_sequence=F("sequence"), last_hash=F("hash")).order_by("about").first()
    return BrokenLink(head.about, head.sequence, "cut") if head else None


def _unknown(stretch: Stretch) -> BrokenLink | None:
    """A line that no head knows of."""
    headless = ~Exists(Head.objects.filter(about=OuterRef("about")))
    entry = stretch.of(Entry.objects.filter(headless)).order_by("about", "sequence").first()
    return BrokenLink(entry.about, entry.sequence, "unknown") if entry else None


class _Walk:
    """Goes along lines in the order of their chains and counts them."""

    def __init__(self) -> None:
        self.lines = 0

    def broken_links(self, entries: Iterator[Entry]) -> Iterator[BrokenLink]:
        about, sequence, previous = "", 0, FIRST
        for entry in entries:
            self.lines += 1
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
