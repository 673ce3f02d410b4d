"""Complaints that keep their word to the customer so far, while a clock of our own is late."""

from django.db.models import OuterRef, QuerySet, Subquery

from zhuanji.complaints.models import Complaint, Deadline

_OUR_OWN = (
    Deadline.Kind.STAGE,
    Deadline.Kind.TASK,
    Deadline.Kind.ESCALATION,
    Deadline.Kind.HEARTBEAT,
)


def with_held_up(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Add `held_up_since`: when the longest late of our own clocks was due, or None."""
    late = Deadline.objects.filter(
        complaint=OuterRef("pk"), kind__in=_OUR_OWN, state="running", breached_at__isnull=False
    )
    return complaints.annotate(held_up_since=Subquery(late.order_by("due_at").values("due_at")[:1]))
