"""Assessing open complaints again once something else proposes, a batch at a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from zhuanji.complaints.assessed import Triage
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import OPEN
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.playbooks.queries import forget_playbook
from zhuanji.triage.actions.assess import assess_again
from zhuanji.triage.models import Reassessment
from zhuanji.triage.queries.learning import forget_models
from zhuanji.triage.queries.reassessing import stamp_in_use

BATCH = 100


@transaction.atomic
def begin_reassessment(*, at: datetime) -> bool:
    """Begin a pass where playbook, model or threshold are others than in the last; say whether.

    A pass at work ends where it stands: the new one covers what it left.
    """
    if _newest_stamp() == stamp_in_use():
        return False
    lock_until_commit("reassessment")
    forget_models()  # what this process remembers may be a second old, and then older
    forget_playbook()
    stamp = stamp_in_use()
    if _newest_stamp() == stamp:
        return False
    Reassessment.objects.filter(ended_at=None).update(ended_at=at)
    last = Complaint.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = _waiting(0, last).count()
    Reassessment.objects.create(
        stamp=stamp, begun_at=at, rows=rows, last=last, ended_at=None if rows else at
    )
    return True


@transaction.atomic
def continue_reassessment(*, at: datetime, most: int = BATCH) -> int:
    """Assess the next complaints of the pass at work; return how many.

    What is proposed anew replaces only proposals: what people decided stays as it is. A worker
    killed half-way leaves the pass where its last batch ended.
    """
    at_work = Reassessment.objects.filter(ended_at=None)
    found = at_work.select_for_update(skip_locked=True).first()
    if found is None:
        return 0
    locked = _waiting(found.place, found.last).select_for_update(of=("self",), no_key=True)
    batch = list(locked.select_related("customer")[:most])
    if batch:
        found.changed += assess_again(batch, at=at)
        found.place = batch[-1].pk
        found.position = min(found.position + len(batch), found.rows)
    if len(batch) < most:
        found.position, found.ended_at = found.rows, at
    found.save()
    return max(len(batch), 1)


def _newest_stamp() -> str | None:
    return Reassessment.objects.order_by("-pk").values_list("stamp", flat=True).first()


def _waiting(after: int, last: int) -> QuerySet[Complaint]:
    """Open, and not settled by a person."""
    rows = Complaint.objects.filter(stage__in=sorted(OPEN), pk__gt=after, pk__lte=last)
    return rows.exclude(triage=Triage.SETTLED).order_by("pk")
