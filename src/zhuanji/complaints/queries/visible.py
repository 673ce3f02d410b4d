"""Who may read which complaints."""

from django.db.models import Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right


def visible_to(actor: Actor) -> QuerySet[Complaint]:
    """The complaints an actor may read; the same rule as policies.may_read, for many."""
    complaints = Complaint.objects.all()
    if actor.is_complainant:
        return complaints.filter(thread=actor.thread)
    if actor.user_id is not None:
        complaints = complaints.exclude(concerns__contains=[actor.user_id])
    if actor.has(Right.READ_ALL):
        return complaints
    if not actor.has(Right.READ_DEPARTMENT):
        return complaints.none()
    own = Q(pk__in=[])
    if actor.department_id is not None:
        own |= Q(department=actor.department_id)
    if actor.user_id is not None:
        own |= Q(owner=actor.user_id)
    return complaints.filter(own)
