"""Who was called upon and has not answered, and what was late and nobody explained."""

from django.db.models import Exists, OuterRef

from zhuanji.complaints.holding import holder_behind
from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.kernel.actors import Actor


def deadlines_of(complaint: Complaint) -> list[Deadline]:
    """Its deadlines, the nearest first; `unexplained` where one passed and nobody said why.

    `calls_upon` says whether an escalation of the complaint waits for somebody.
    Asked once for each complaint in hand, however many decisions about it look.
    """
    kept: list[Deadline] | None = complaint.__dict__.get("_deadlines_in_hand")
    if kept is None:
        silent = Delay.objects.filter(deadline=OuterRef("pk"), cause="")
        waiting = Escalation.objects.filter(complaint=OuterRef("complaint"), acknowledged_at=None)
        rows = (
            complaint.deadlines.annotate(unexplained=Exists(silent), calls_upon=Exists(waiting))
            .select_related("promise", "task")
            .order_by("due_at", "pk")
        )
        kept = complaint.__dict__["_deadlines_in_hand"] = list(rows)
        for row in kept:
            row.complaint = complaint
    return kept


def called_upon(actor: Actor, complaint: Complaint) -> Escalation | None:
    """The oldest escalation of this complaint that waits for this person to take note."""
    rows = _waiting(complaint)
    if not rows or actor.user_id is None:
        return None
    people = Recipients.of_today()
    return next(
        (row for row in rows if actor.user_id in people.of_all([row.to], holder_behind(row))), None
    )


def _waiting(complaint: Complaint) -> list[Escalation]:
    if not any(row.calls_upon for row in deadlines_of(complaint)):  # type: ignore[attr-defined]
        return []
    kept: list[Escalation] | None = complaint.__dict__.get("_escalations_in_hand")
    if kept is None:
        waiting = complaint.escalations.filter(acknowledged_at=None)
        rows = waiting.select_related("deadline__task").order_by("at", "pk")
        kept = complaint.__dict__["_escalations_in_hand"] = list(rows[:20])
        for row in kept:
            row.complaint = complaint
    return kept


def unexplained_delay(complaint: Complaint) -> Delay | None:
    """The first deadline that passed unmet and nobody said why."""
    late = Delay.objects.filter(deadline__complaint=complaint, cause="")
    return late.select_related("deadline__complaint").order_by("due_at", "pk").first()
