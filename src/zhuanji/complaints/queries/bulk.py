"""What one change would do to many complaints: which change, which do not, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_assign, may_work
from zhuanji.complaints.queries.handing import most_handovers
from zhuanji.complaints.stages import NEXT, OPEN, Stage
from zhuanji.kernel.actors import Actor

# What can be done to many at once, and the column that it changes.
COLUMNS = {
    "grade": "grade",
    "category": "category",
    "department": "department",
    "owner": "owner",
    "take": "owner",
    "handle": "stage",
}


class WhyNot(models.TextChoices):
    """Why a complaint stays as it is."""

    SAME = "same", _("already so")
    CHANGED = "changed", _("a colleague changed it in the meantime")
    OWNED = "owned", _("somebody owns it already")
    NOBODY = "nobody", _("nobody owns it yet: take or assign it first")
    STAGE = "stage", _("its stage does not allow this")
    PARTIAL = "partial", _("the colleague is not impartial there")
    HANDED = "handed", _("handed on too often: a team leader decides for good who keeps it")
    NOT_ALLOWED = "not_allowed", _("your role does not allow this")


@dataclass(frozen=True)
class Plan:
    """The complaints that change, and the others by reason."""

    changed: list[Complaint] = field(default_factory=list)
    skipped: dict[WhyNot, list[Complaint]] = field(default_factory=dict)

    def put(self, complaint: Complaint, why: WhyNot | None) -> None:
        (self.changed if why is None else self.skipped.setdefault(why, [])).append(complaint)


def plan_change(
    actor: Actor,
    complaints: Iterable[Complaint],
    *,
    what: str,
    value: str,
    seen: Mapping[int, str] | None = None,
) -> Plan:
    """Sort complaints into those that `what` would change and those it would not.

    `seen` is what somebody saw there before they decided (by id): what differs now stays.
    """
    plan = Plan()
    for complaint in complaints:
        plan.put(complaint, _why_not(actor, complaint, what, value, seen))
    return plan


def plan_undo(
    actor: Actor,
    complaints: Iterable[Complaint],
    *,
    what: str,
    value: str,
    before: Mapping[int, str],
) -> Plan:
    """Sort complaints into those where a change can be taken back and those where it cannot."""
    plan = Plan()
    for complaint in complaints:
        why = _forbidden(actor, complaint, what)
        if why is None and held(complaint, COLUMNS[what]) != value:
            why = WhyNot.CHANGED
        if why is None and what == "handle" and not _leads_to(before[complaint.pk], complaint):
            why = WhyNot.STAGE
        plan.put(complaint, why)
    return plan


def value_of(actor: Actor, what: str, value: str) -> str:
    """What the column holds afterwards: to take and to handle say it by themselves."""
    return {"take": str(actor.user_id or ""), "handle": Stage.HANDLING.value}.get(what, value)


def held(complaint: Complaint, column: str) -> str:
    """What a complaint holds in a column, as the words of a form."""
    if column in ("owner", "department"):
        return str(getattr(complaint, f"{column}_id") or "")
    return str(getattr(complaint, column))


def _why_not(
    actor: Actor, complaint: Complaint, what: str, value: str, seen: Mapping[int, str] | None
) -> WhyNot | None:
    now = held(complaint, COLUMNS[what])
    if why := _forbidden(actor, complaint, what):
        return why
    if seen is not None and seen.get(complaint.pk) != now:
        return WhyNot.CHANGED
    after = value_of(actor, what, value)
    if now == after:
        return WhyNot.SAME
    if why := _not_to_give(complaint, COLUMNS[what], now, after):
        return why
    return {"take": _not_takable, "handle": _not_to_handle}.get(what, _nothing)(complaint)


def _forbidden(actor: Actor, complaint: Complaint, what: str) -> WhyNot | None:
    may = may_assign if what in ("owner", "department") else may_work
    return None if may(actor, complaint) else WhyNot.NOT_ALLOWED


def _not_to_give(complaint: Complaint, column: str, before: str, after: str) -> WhyNot | None:
    if column == "owner" and after.isdecimal() and int(after) in complaint.barred:
        return WhyNot.PARTIAL
    if not complaint.passes_on(column, before, after):
        return None
    return WhyNot.HANDED if complaint.handovers >= most_handovers(complaint) else None


def _not_takable(complaint: Complaint) -> WhyNot | None:
    if complaint.owner_id is not None:
        return WhyNot.OWNED
    return None if complaint.stage in OPEN else WhyNot.STAGE


def _not_to_handle(complaint: Complaint) -> WhyNot | None:
    if complaint.stage == Stage.MERGED or not _leads_to(Stage.HANDLING, complaint):
        return WhyNot.STAGE
    return WhyNot.NOBODY if complaint.owner_id is None else None


def _nothing(_complaint: Complaint) -> WhyNot | None:
    return None


def _leads_to(stage: str, complaint: Complaint) -> bool:
    return Stage(stage) in NEXT[Stage(complaint.stage)]
