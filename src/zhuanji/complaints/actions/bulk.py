"""The same change to many complaints in one go, and taking it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pgbulk
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.actions.arrange import DECIDES_DEADLINES, checked
from zhuanji.complaints.actions.deadlines import follow_stage, reckon_anew
from zhuanji.complaints.actions.escalating import escalate_by_grade
from zhuanji.complaints.actions.handing import HOLDING
from zhuanji.complaints.actions.moving import change_stage
from zhuanji.complaints.models import BulkChange, Complaint
from zhuanji.complaints.queries.bulk import (
    COLUMNS,
    Plan,
    held,
    plan_change,
    plan_undo,
    value_of,
)
from zhuanji.complaints.queries.lists import COUNT_CAP
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import Stage
from zhuanji.history.actions import record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.staff.models import User

_KINDS = {
    "owner": "complaint.assigned",
    "department": "complaint.assigned",
    "grade": "complaint.classified",
    "category": "complaint.classified",
    "stage": "complaint.handling_started",
}


class TooMany(DomainError):
    """More complaints than one change takes."""

    status = 422
    message = _("Up to 1000 complaints can be changed at once. Select fewer.")


@dataclass(frozen=True)
class Outcome:
    """What was changed and what was not; without anything changed there is nothing to undo."""

    plan: Plan
    change: BulkChange | None = None


@transaction.atomic
def change_many(
    *, by: User, at: datetime, what: str, value: str, seen: Mapping[int, str]
) -> Outcome:
    """Do one thing of queries.bulk.COLUMNS to many complaints, at a constant number of queries.

    `seen` names them by id, with what the person saw there: what a colleague changed since, or
    what may not change, is skipped and named in the outcome. Each complaint gets its own line of
    history; `batch` in it is the change, which undo_change takes back.
    """
    if what not in COLUMNS:
        raise Invalid({"what": _("Choose what to change.")})
    if len(seen) > COUNT_CAP:
        raise TooMany
    value, column = value_of(by.actor, what, value), COLUMNS[what]
    if column != "stage":
        checked(column, value)
    complaints = _locked(by.actor, seen)
    plan = plan_change(by.actor, complaints, what=what, value=value, seen=seen)
    if not plan.changed:
        return Outcome(plan)
    before = {str(c.pk): held(c, column) for c in plan.changed}
    change = BulkChange.objects.create(by=by, at=at, field=what, value=value, before=before)
    for complaint in plan.changed:
        complaint.note_holder(column, held(complaint, column), value)
    lines = _change(plan.changed, column, dict.fromkeys(before, value), at=at, batch=change.pk)
    record_many(kind=_KINDS[column], lines=lines, by=by.actor, at=at)
    if column == "grade":
        escalate_by_grade(plan.changed, by=by.actor, at=at)
    return Outcome(plan, change)


@transaction.atomic
def undo_change(*, by: User, at: datetime, change: BulkChange) -> Plan:
    """Put back what a bulk change replaced, where nobody changed it since; the plan names the rest.

    Only whoever made the change takes it back, and only once: Stale otherwise.
    """
    if not BulkChange.objects.filter(pk=change.pk, by=by, undone_at=None).update(undone_at=at):
        raise Stale(_("This was undone before, or a colleague did it."))
    before = {int(pk): value for pk, value in change.before.items()}
    plan = plan_undo(
        by.actor, _locked(by.actor, before), what=change.field, value=change.value, before=before
    )
    column = COLUMNS[change.field]
    for complaint in plan.changed:
        complaint.forget_holder(column, before[complaint.pk], change.value)
    lines = _change(plan.changed, column, change.before, at=at, batch=change.pk)
    kind = "complaint.handling_undone" if column == "stage" else _KINDS[column]
    record_many(kind=kind, lines=lines, by=by.actor, at=at)
    return plan


def _locked(actor: Actor, ids: Iterable[int]) -> list[Complaint]:
    """In the order of their ids, so that two batches never wait for each other."""
    found = visible_to(actor).filter(pk__in=list(ids)).select_for_update(of=("self",))
    return list(found.order_by("pk"))


def _change(
    complaints: list[Complaint], column: str, values: Mapping[str, str], *, at: datetime, batch: int
) -> dict[str, dict[str, object]]:
    """Write the values (by id); return the details of each one's line of history."""
    lines = {}
    for complaint in complaints:
        before, after = held(complaint, column), values[str(complaint.pk)]
        complaint.to_assess = True
        _set(complaint, column, after, at=at)
        lines[complaint.about] = _details(complaint, column, before, after, batch)
    if column in DECIDES_DEADLINES:
        for pk, moved in reckon_anew(*complaints, at=at).items():
            lines[f"complaint/{pk}"]["moved"] = moved
    if column == "stage":
        follow_stage(*complaints, at=at)
    holding = HOLDING if column in ("owner", "department") else ()
    due = ["due_at"] if column in {*DECIDES_DEADLINES, "stage"} else []
    pgbulk.update(Complaint, complaints, [column, "to_assess", *holding, *due])
    return lines


def _set(complaint: Complaint, column: str, value: str, *, at: datetime) -> None:
    if column == "stage":
        change_stage(complaint, Stage(value), at=at)
    elif column in ("owner", "department"):
        setattr(complaint, f"{column}_id", int(value) if value else None)
    else:
        setattr(complaint, column, value)


def _details(
    complaint: Complaint, column: str, before: str, after: str, batch: int
) -> dict[str, object]:
    if column == "stage":
        return {"owner": complaint.owner_id, "stage": after, "batch": batch}
    return {"field": column, "before": before, "after": after, "batch": batch}
