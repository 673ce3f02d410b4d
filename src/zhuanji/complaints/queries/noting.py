"""Which escalations wait for one person to take note; the same rule as Recipients, for many."""

from django.db.models import Case, Count, F, Q, QuerySet, When, Window

from zhuanji.complaints.models import Deadline, Escalation
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Role

_SHOWN = 10
_OF_A_TASK = Q(deadline__kind=Deadline.Kind.TASK, deadline__task__isnull=False)
_OF_A_PLACE = Q(to="department") | Q(to="owner", holder=None) & _OF_A_TASK


def to_note(actor: Actor) -> QuerySet[Escalation]:
    """What was put before this person and they may read, the most urgent first.

    What was put before nobody who works here now waits for the team leaders.
    """
    if actor.user_id is None:
        return Escalation.objects.none()
    waiting = Escalation.objects.filter(acknowledged_at=None, complaint__in=visible_to(actor))
    held = waiting.alias(
        holder=Case(
            When(_OF_A_TASK, then=F("deadline__task__owner")), default=F("complaint__owner")
        ),
        place=Case(
            When(_OF_A_TASK, then=F("deadline__task__department")),
            default=F("complaint__department"),
        ),
    )
    meant = held.filter(_meant(actor.user_id, Recipients.of_today()))
    return meant.order_by(F("acknowledge_by").asc(nulls_last=True), "at", "pk")


def escalations_to_note(actor: Actor) -> list[Escalation]:
    """The first of them; `total` of each says how many there are. Two questions."""
    rows = to_note(actor).annotate(total=Window(Count("pk")))
    return list(rows.select_related("complaint__customer__merged_into", "deadline")[:_SHOWN])


def _meant(person: int, people: Recipients) -> Q:
    roles = [role for role, members in people.by_role.items() if person in members]
    places = [place for place, members in people.by_department.items() if person in members]
    names = [*roles, *(name for name, pk in people.by_name.items() if pk == person)]
    mine = Q(to__in=names) | Q(to="owner", holder=person) | _OF_A_PLACE & Q(place__in=places)
    return mine | _nobodys(people) if Role.LEAD in roles else mine


def _nobodys(people: Recipients) -> Q:
    known = [*people.by_role, *people.by_name, "owner", "department"]
    staffed = [place for place in people.by_department if place is not None]
    without = Q(place=None) | ~Q(place__in=staffed)
    return ~Q(to__in=known) | Q(to="owner", holder=None) & ~_OF_A_TASK | _OF_A_PLACE & without
