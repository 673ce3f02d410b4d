"""Who was called upon and has not answered, and what was late and nobody explained."""

from collections.abc import Sequence

from zhuanji.complaints.models import Complaint, Delay, Escalation
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.kernel.actors import Actor


def escalations_of(complaint: Complaint) -> Sequence[Escalation]:
    """Those of one complaint, the newest first, with who took note."""
    rows = complaint.escalations.select_related("acknowledged_by", "deadline")
    return list(rows.order_by("-at", "-pk")[:20])


def called_upon(actor: Actor, complaint: Complaint) -> Escalation | None:
    """The oldest escalation of this complaint that waits for this person to take note."""
    waiting = complaint.escalations.filter(acknowledged_at=None).select_related("complaint")
    rows = list(waiting.order_by("at", "pk")[:20])
    if not rows or actor.user_id is None:
        return None
    people = Recipients.of_today()
    return next((row for row in rows if actor.user_id in people.of(row.to, complaint)), None)


def unexplained_delay(complaint: Complaint) -> Delay | None:
    """The first deadline that passed unmet and nobody said why."""
    late = Delay.objects.filter(deadline__complaint=complaint, cause="")
    return late.select_related("deadline__complaint").order_by("due_at", "pk").first()
