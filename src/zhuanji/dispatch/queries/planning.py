"""What distributing complaints would do: whose each becomes, and which stay, by reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_assign
from zhuanji.complaints.queries.handing import most_handovers
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.dispatch.queries.suggesting import chosen_by, weighed
from zhuanji.kernel.actors import Actor


class Stays(models.TextChoices):
    """Why a complaint stays as it is."""

    FINISHED = "finished", _("finished")
    NOT_ALLOWED = "not_allowed", _("your role does not allow this")
    TOO_OFTEN = "too_often", _("handed on too often: a team leader decides for good who keeps it")
    NOBODY = "nobody", _("nobody who is here may be given it")
    SAME = "same", _("already with whoever fits best")


@dataclass(frozen=True)
class Plan:
    """Whose each becomes, with its reasons, by id; and what stays."""

    complaints: dict[int, Complaint] = field(default_factory=dict)
    chosen: dict[int, Chosen] = field(default_factory=dict)
    stays: dict[Stays, list[Complaint]] = field(default_factory=dict)

    @property
    def by_person(self) -> dict[int, list[Complaint]]:
        """The complaints that each person gets."""
        found: dict[int, list[Complaint]] = {}
        for pk, choice in self.chosen.items():
            found.setdefault(choice.user_id, []).append(self.complaints[pk])
        return found

    def stay(self, complaint: Complaint, why: Stays) -> None:
        self.stays.setdefault(why, []).append(complaint)


def whole(actor: Actor, ids: Collection[int]) -> list[Complaint]:
    """Those of the ids that the actor may read, with every word of them: they are weighed."""
    found = visible_to(actor).filter(pk__in=ids).select_related("customer__merged_into", "owner")
    return list(found.order_by("pk"))


def plan_distribution(actor: Actor, complaints: Sequence[Complaint], *, at: datetime) -> Plan:
    """Choose for all of them together; at a constant number of questions."""
    plan = Plan({complaint.pk: complaint for complaint in complaints})
    free = []
    for complaint in complaints:
        if why := _why_not(actor, complaint):
            plan.stay(complaint, why)
        else:
            free.append(complaint)
    found = chosen_by(weighed(free, at=at)) if free else {}
    for complaint in free:
        choice = found.get(complaint.pk)
        if choice is None:
            plan.stay(complaint, Stays.NOBODY)
        elif choice.user_id == complaint.owner_id:
            plan.stay(complaint, Stays.SAME)
        else:
            plan.chosen[complaint.pk] = choice
    return plan


def _why_not(actor: Actor, complaint: Complaint) -> Stays | None:
    if not may_assign(actor, complaint):
        return Stays.NOT_ALLOWED
    if not complaint.is_open:
        return Stays.FINISHED
    had_by_somebody = bool(complaint.owner_id or complaint.trail)
    if had_by_somebody and complaint.handovers >= most_handovers(complaint):
        return Stays.TOO_OFTEN
    return None
