"""Marking what belongs together, and taking a person's word that it does not."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.triage.models import Neighbour
from zhuanji.triage.queries.lookup import knowledge
from zhuanji.triage.queries.neighbours import Match, described, matches, one_matter


def mark_neighbours(complaints: Iterable[Complaint], *, at: datetime) -> None:
    """Part of a larger action: note for each open one which others may be the same matter.

    What a person refused stays refused.
    """
    known = knowledge()
    found = [
        _row(complaint, match, at)
        for complaint in complaints
        if complaint.is_open
        for match in one_matter(matches(described(complaint), known, Complaint.objects.all()))
    ]
    pairs = {(row.complaint_id, row.other_id): row for row in found}
    Neighbour.objects.bulk_create(pairs.values(), ignore_conflicts=True, batch_size=1000)


def _row(complaint: Complaint, match: Match, at: datetime) -> Neighbour:
    older, newer = sorted([complaint, match.complaint], key=lambda one: one.pk)
    return Neighbour(
        complaint=newer,
        other=older,
        kind=match.kind,
        likeness=match.agreement.likeness.cosine,
        reasons=match.agreement.reasons,
        found_at=at,
    )


@transaction.atomic
def refuse_neighbour(*, by: Actor, at: datetime, complaint: Complaint, other: Complaint) -> bool:
    """Say that two complaints are two matters; they are not offered to each other again.

    Returns False when they were not, or that was said before.
    """
    require_may_work(by, complaint)
    require_may_work(by, other)
    older, newer = sorted([complaint, other], key=lambda one: one.pk)
    pair = Neighbour.objects.filter(complaint=newer, other=older, refused_at=None)
    refused = pair.update(refused_by=by.key, refused_at=at)
    if refused:
        for this, that in ((complaint, other), (other, complaint)):
            record(
                kind="complaint.neighbour_refused",
                about=this.about,
                by=by,
                at=at,
                other=that.pk,
                number=that.number,
            )
    return bool(refused)
