"""Who is away, and who stands in."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from zhuanji.dispatch.models import Absence
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import NotFound

_ID_DIGITS = 18  # fit a bigint
_SHOWN = 200


def covering(at: datetime) -> QuerySet[Absence]:
    """Absences that hold at a moment."""
    return Absence.objects.filter(ended_at=None, begins_at__lte=at, ends_at__gt=at)


def away_now(at: datetime) -> dict[int, Absence]:
    """By person, the absence that holds now; the one that lasts longest where there are several."""
    found = covering(at).select_related("user", "deputy").order_by("ends_at")
    return {absence.user_id: absence for absence in found}


def absence_of(person: int, at: datetime) -> Absence | None:
    """Whether somebody is away now, until when, and who stands in."""
    found = covering(at).filter(user=person).select_related("user", "deputy")
    return found.order_by("-ends_at").first()


def absences_of(person: int | None = None) -> list[Absence]:
    """Everybody's, or one person's, the latest first; the newest _SHOWN of them."""
    found = Absence.objects.select_related("user", "deputy").order_by("-ends_at", "-pk")
    mine = found if person is None else found.filter(user=person)
    return list(mine[:_SHOWN])


def get_absence(pk: int) -> Absence:
    """Raises NotFound."""
    known = Absence.objects.select_related("user", "deputy")
    found = known.filter(pk=pk).first() if pk < 10**_ID_DIGITS else None
    if found is None:
        raise NotFound
    return found


def handed_in(absences: Collection[int]) -> dict[int, list[str]]:
    """By absence, what was handed over because of it, as history names it ("complaint/12")."""
    found: dict[int, list[str]] = {pk: [] for pk in absences}
    if not found:
        return found
    lines = Entry.objects.filter(kind="complaint.assigned", details__absence__in=list(absences))
    for about, absence in lines.order_by("pk").values_list("about", "details__absence"):
        found[absence].append(about)
    return found


def overlapping(user: int, begins_at: datetime, ends_at: datetime) -> QuerySet[Absence]:
    """Absences of the same person that share a moment with this time."""
    return Absence.objects.filter(
        Q(user=user, ended_at=None), begins_at__lt=ends_at, ends_at__gt=begins_at
    )
