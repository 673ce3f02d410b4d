"""A person accepts or corrects what was proposed: the complaint changes, and it is learned from."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions import arrange_complaint
from zhuanji.complaints.actions.assessed import Found, note_assessments
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_assign, require_may_work
from zhuanji.complaints.queries.bulk import held
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.models import Department
from zhuanji.triage.actions.confirming import HEADS, record_confirmation
from zhuanji.triage.deciding.standing import standing
from zhuanji.triage.models import Assessment
from zhuanji.triage.queries.assessed import confirmed_heads


@transaction.atomic
def settle_proposal(
    *, by: Actor, at: datetime, complaint: Complaint, head: str, label: str, source: str = ""
) -> Complaint:
    """Put `label` into a head of the complaint, as proposed or otherwise, and learn from it.

    A department is named by its code. History has one line,
    that of the change or, where nothing changed, that the proposal was found right. A machine
    (`source` api) that says what is so already confirms nothing.
    """
    if head not in HEADS:
        raise Invalid({"head": _("Choose what to decide.")})
    complaint = lock(complaint)
    (require_may_assign if head == "department" else require_may_work)(by, complaint)
    was_due, before, value = complaint.to_assess, held(complaint, head), _value(head, label)
    complaint = arrange_complaint(by=by, at=at, complaint=complaint, field=head, value=value)
    if source == "api" and before == value:
        return complaint
    learn_decision(by=by, at=at, complaint=complaint, head=head, label=label, source=source)
    if before == value:
        kind = "complaint.proposal_confirmed"
        record(kind=kind, about=complaint.about, by=by, at=at, field=head, after=value)
    if not was_due:
        _note(complaint)
    return complaint


def learn_decision(
    *, by: Actor, at: datetime, complaint: Complaint, head: str, label: str, source: str = ""
) -> None:
    """Keep what somebody decided beside what was proposed. Part of a larger action."""
    assessment = Assessment.objects.filter(complaint=complaint.pk).first()
    nothing: dict[str, Any] = {"label": "", "abstained": True}
    proposed = assessment.proposals[head] if assessment else nothing
    record_confirmation(
        by=by,
        at=at,
        complaint=complaint,
        head=head,
        label=label,
        proposed=proposed["label"],
        source=source or _source(label, proposed["label"], abstained=proposed["abstained"]),
    )


def _value(head: str, label: str) -> str:
    return _department(label) if head == "department" else label


def _department(code: str) -> str:
    if not code:
        return ""
    found = Department.objects.filter(code=code, is_active=True).values_list("pk", flat=True)
    if not (known := found.first()):
        raise Invalid({"department": _("This department does not exist (any more). Choose again.")})
    return str(known)


def _source(label: str, proposed: str, *, abstained: bool) -> str:
    if label != proposed:
        return "corrected"
    return "chosen" if abstained else "accepted"


def _note(complaint: Complaint) -> None:
    """What still waits is known at once: the list need not wait for the next sweep."""
    assessment = Assessment.objects.filter(complaint=complaint.pk).first()
    if assessment:
        note_assessments([found(complaint, assessment, confirmed_heads([complaint.pk]))])


def found(complaint: Complaint, assessment: Assessment, confirmed: dict[int, set[str]]) -> Found:
    """What the lists are told."""
    proposals = assessment.proposals
    return Found(
        pk=complaint.pk,
        triage=standing(
            proposals,
            held={"category": complaint.category, "grade": complaint.grade},
            confirmed=confirmed.get(complaint.pk, ()),
        ),
        grade=proposals["grade"]["label"],
        mood=assessment.reading["mood"],
        threat=assessment.reading["threat"],
    )
