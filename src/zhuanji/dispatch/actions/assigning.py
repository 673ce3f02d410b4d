"""Giving complaints to whoever fits best, with the reasons on record."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.complaints.actions.handing import hand_over, lock_many, step_back
from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_assign
from zhuanji.dispatch.policies import require_may_distribute
from zhuanji.dispatch.queries.planning import Plan, plan_distribution
from zhuanji.dispatch.queries.suggesting import chosen_by, reasons_for, weighed
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Right


class NobodyFits(DomainError):
    """Nobody may be given this complaint."""

    message = gettext_lazy(
        "Nobody who works here now may be given this complaint. Choose a colleague by hand."
    )


@transaction.atomic
def assign_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, person: int | None = None
) -> Chosen:
    """Give a complaint to somebody, or to whoever fits best, with the reasons in history.

    By hand everybody may be chosen who works complaints and is impartial, also somebody who is away.
    Raises NobodyFits, HandedTooOften, NotImpartial.
    """
    (locked,) = lock_many([complaint.pk])
    require_may_assign(by, locked)
    if not locked.is_open:
        raise Stale(_("This complaint is finished: nobody needs to be given it."))
    chosen = _fitting(locked, at=at) if person is None else _named(locked, person, at=at)
    hand_over([locked], {locked.pk: chosen}, by=by, at=at, cause="", counts=True)
    return chosen


def _fitting(complaint: Complaint, *, at: datetime) -> Chosen:
    found = chosen_by(weighed([complaint], at=at)).get(complaint.pk)
    if found is None:
        raise NobodyFits
    return found


def _named(complaint: Complaint, person: int, *, at: datetime) -> Chosen:
    if not works_here(person):
        raise Invalid({"person": _("Choose a colleague who works complaints.")})
    return Chosen(person, reasons_for(complaint, person, at=at))


def works_here(person: int) -> bool:
    """Whether somebody works here now and works complaints."""
    user = User.objects.filter(pk=person, is_active=True).first()
    return user is not None and user.actor.has(Right.WORK)


@transaction.atomic
def distribute(*, by: Actor, at: datetime, ids: Iterable[int]) -> Plan:
    """Give these complaints to people so that all together are served best; return what was done.

    Each gets its own line of history with its reasons. What cannot be given stays and is named.
    """
    require_may_distribute(by)
    locked = lock_many(ids)
    plan = plan_distribution(by, locked, at=at)
    hand_over(locked, plan.chosen, by=by, at=at, cause="", counts=True)
    return plan


@transaction.atomic
def recuse(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    person: int,
    reason: str,
    concerned: bool = False,
) -> Chosen | None:
    """Put on record that somebody is not impartial, and give it to whoever fits best instead.

    Return whose it is now, when it changed hands. A complaint for which nobody fits has no owner.
    """
    before = complaint.owner_id
    complaint = step_back(
        by=by, at=at, complaint=complaint, person=person, reason=reason, concerned=concerned
    )
    if before != person or complaint.owner_id is not None or not complaint.is_open:
        return None
    found = chosen_by(weighed([complaint], at=at)).get(complaint.pk)
    if found:
        hand_over([complaint], {complaint.pk: found}, by=SYSTEM, at=at, cause="conflict")
    return found
