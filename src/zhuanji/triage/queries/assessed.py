"""What triage says about one complaint, and who decided what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from zhuanji.complaints.models import Complaint
from zhuanji.triage.deciding.assessing import hash_of, text_of
from zhuanji.triage.models import Assessment, Confirmation

_AT_WORK = ~Q(source="audit")
"""Reviewing the random sample settles nothing: whoever handles the complaint still does."""


@dataclass(frozen=True)
class Settled:
    """What a person decided about one head: accepted, chosen (nothing was proposed) or corrected."""

    head: str
    label: str
    source: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """The assessment (None: not yet made) and the latest decision of a person by head."""

    assessment: Assessment | None = None
    settled: dict[str, Settled] = field(default_factory=dict)


def standing_of(complaint: Complaint) -> Standing:
    """One question. Whether the reader may see the complaint, the caller has asked."""
    told = {name: F(name) for name in ("head", "label", "source", "by_name", "at")}
    decided = Confirmation.objects.filter(_AT_WORK, complaint=OuterRef("pk")).order_by("at", "pk")
    rows = Assessment.objects.annotate(decided=ArraySubquery(decided.values(o=JSONObject(**told))))
    found = rows.filter(pk=complaint.pk).first()
    if found is None:
        return Standing()
    return Standing(found, {one["head"]: _settled(one) for one in found.decided})


def words_assessed(complaint: Complaint, made: Assessment) -> str:
    """The words whose places an assessment names.

    Where demand or subject were corrected since, only the account, which never changes: what stands
    at a place now would be evidence of nothing.
    """
    text = text_of(complaint.subject, complaint.account, complaint.demand)
    return text if hash_of(text) == made.text_hash else complaint.account


def _settled(one: dict[str, Any]) -> Settled:
    return Settled(**{**one, "at": datetime.fromisoformat(one["at"])})


def confirmed_heads(complaints: Iterable[int]) -> dict[int, set[str]]:
    """The heads that people have decided, by complaint."""
    heads: dict[int, set[str]] = {}
    decided = Confirmation.objects.filter(_AT_WORK, complaint__in=list(complaints))
    for complaint, head in decided.values_list("complaint", "head"):
        heads.setdefault(complaint, set()).add(head)
    return heads
