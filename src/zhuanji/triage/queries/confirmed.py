"""The nearest cases about whose category a person has decided: what a proposal may be held against."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import visible_to
from zhuanji.complaints.stages import Stage
from zhuanji.complaints.veil import person_veil
from zhuanji.kernel.actors import Actor
from zhuanji.triage.models import Confirmation
from zhuanji.triage.queries.lookup import LEAST, knowledge, nearest
from zhuanji.triage.queries.neighbours import said_in


@dataclass(frozen=True)
class ConfirmedCase:
    """A case that a person put into its category; its subject masked, as lists show it."""

    number: str
    subject: str
    category: str  # the key, as it stands now
    likeness: float  # cosine of the texts, 0 to 1


def nearest_confirmed(actor: Actor, complaint: Complaint, most: int = 3) -> list[ConfirmedCase]:
    """Return the cases most like it whose category a person confirmed or closed them with.

    The likest first, none where nothing is alike, only what the actor may read; a constant number
    of questions.
    """
    known = knowledge()
    vector = known.weights.vector(said_in(complaint))
    near = nearest(known, vector, _decided(visible_to(actor)), but=[complaint.pk])[:most]
    likeness = {n.complaint_id: n.likeness.cosine for n in near if n.likeness.cosine >= LEAST}
    if not likeness:
        return []
    rows = Complaint.objects.select_related("customer__merged_into").in_bulk(list(likeness))
    return [_case(rows[pk], alike) for pk, alike in likeness.items() if pk in rows]


def _decided(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Nothing but a person puts a category on a complaint; closing it, one let it stand."""
    by_person = Confirmation.objects.filter(complaint=OuterRef("pk"), head="category")
    closed = Q(stage=Stage.CLOSED)
    return (
        complaints.exclude(category="")
        .exclude(stage=Stage.MERGED)
        .filter(closed | Q(Exists(by_person)))
    )


def _case(row: Complaint, likeness: float) -> ConfirmedCase:
    subject = person_veil(row, clear=False)(row.subject)
    return ConfirmedCase(row.number, subject, row.category, likeness)
