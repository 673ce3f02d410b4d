"""Who may do what to a complaint. Questions only: nothing here changes anything."""

from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Complaint
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed, NotFound
from zhuanji.staff.roles import Right


class Partial(NotAllowed):
    """Whoever is not impartial handles nothing of a complaint."""

    message = _(
        "It is on record that you are not impartial here, so a colleague handles this complaint."
    )


def may_register(actor: Actor) -> bool:
    return actor.has(Right.REGISTER)


def may_vouch(actor: Actor) -> bool:
    """Whether what they say about a known customer is entered in that customer's file.

    A form that anybody can fill in registers only.
    """
    return actor.user_id is not None or actor.has(Right.WORK)


def may_read(actor: Actor, complaint: Complaint) -> bool:
    """Everybody with READ_ALL; a department its own; a complainant the one they proved theirs.

    Nobody reads a complaint about themselves.
    """
    if actor.is_complainant:
        return actor.thread == str(complaint.thread)
    if actor.user_id in complaint.concerns:
        return False
    if actor.has(Right.READ_ALL):
        return True
    if not actor.has(Right.READ_DEPARTMENT):
        return False
    own = actor.department_id is not None and complaint.department_id == actor.department_id
    return own or (actor.user_id is not None and complaint.owner_id == actor.user_id)


def is_partial(actor: Actor, complaint: Complaint) -> bool:
    """Whether it is on record that they are not impartial here."""
    return actor.user_id in complaint.barred


def _handles(actor: Actor, complaint: Complaint) -> bool:
    return may_read(actor, complaint) and not is_partial(actor, complaint)


def may_work(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.WORK) and _handles(actor, complaint)


def may_note(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.NOTE) and may_read(actor, complaint)


def may_judge(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.JUDGE) and _handles(actor, complaint)


def may_confirm_refusal(actor: Actor, complaint: Complaint) -> bool:
    """Whether this one did not propose it themselves, the action asks the judgement."""
    return actor.has(Right.CONFIRM_REFUSAL) and _handles(actor, complaint)


def may_assign(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.ASSIGN) and _handles(actor, complaint)


def may_step_back(actor: Actor, complaint: Complaint) -> bool:
    """Who may say that they themselves are not impartial here."""
    return actor.user_id is not None and may_work(actor, complaint)


def may_merge(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.MERGE) and _handles(actor, complaint)


def may_reveal(actor: Actor, complaint: Complaint) -> bool:
    return actor.has(Right.REVEAL) and may_read(actor, complaint)


def sees_personal(actor: Actor, complaint: Complaint) -> bool:
    """Whether names and contacts show unmasked without asking.

    A confidential complaint shows them to its owner only; everybody else must give a reason.
    """
    if actor.is_complainant:
        return True
    if complaint.confidential:
        return actor.user_id is not None and complaint.owner_id == actor.user_id
    return actor.has(Right.READ_PERSONAL)


def require_may_register(actor: Actor) -> None:
    if not may_register(actor):
        raise NotAllowed


def require_may_read(actor: Actor, complaint: Complaint) -> None:
    """A complaint one may not read does not exist for one: NotFound, never NotAllowed."""
    if not may_read(actor, complaint):
        raise NotFound


def _require(allowed: bool, actor: Actor, complaint: Complaint) -> None:
    require_may_read(actor, complaint)
    if not allowed:
        raise Partial if is_partial(actor, complaint) else NotAllowed


def require_may_work(actor: Actor, complaint: Complaint) -> None:
    _require(may_work(actor, complaint), actor, complaint)


def require_may_note(actor: Actor, complaint: Complaint) -> None:
    _require(may_note(actor, complaint), actor, complaint)


def require_may_judge(actor: Actor, complaint: Complaint) -> None:
    _require(may_judge(actor, complaint), actor, complaint)


def require_may_confirm_refusal(actor: Actor, complaint: Complaint) -> None:
    _require(may_confirm_refusal(actor, complaint), actor, complaint)


def require_may_assign(actor: Actor, complaint: Complaint) -> None:
    _require(may_assign(actor, complaint), actor, complaint)


def require_may_merge(actor: Actor, complaint: Complaint) -> None:
    _require(may_merge(actor, complaint), actor, complaint)


def require_may_reveal(actor: Actor, complaint: Complaint) -> None:
    _require(may_reveal(actor, complaint), actor, complaint)


def require_is_complainant(actor: Actor, complaint: Complaint) -> None:
    if not (actor.is_complainant and may_read(actor, complaint)):
        raise NotFound
