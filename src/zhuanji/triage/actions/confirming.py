"""Keeping what people decided, by whichever door: it is learned from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhuanji.complaints import actions as complaints
from zhuanji.complaints.actions.bulk import Outcome
from zhuanji.complaints.models import BulkChange, Complaint
from zhuanji.complaints.queries import Plan
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import Department, User
from zhuanji.triage.models import Assessment, Confirmation

HEADS = ("category", "grade", "department")
"""What people decide and triage proposes."""

WEIGHTS: Mapping[str, float] = {"bulk": 0.5, "api": 0.5}
"""How much is learned from one decision of a source; whoever looks at one complaint counts 1."""


def record_confirmation(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    head: str,
    label: str,
    proposed: str,
    source: str,
) -> Confirmation:
    """Keep one decision. Part of a larger action, which asks the policy and writes history."""
    made = Assessment.objects.filter(complaint=complaint.pk)
    proposals, version = made.values_list("proposals", "model_version").first() or ({}, None)
    proposal = proposals.get(head, {}) if proposed else {}
    row = _decision(complaint, head, label, proposal, source=source, by=by, at=at)
    row.proposed, row.model_version = proposed, version
    row.save(force_insert=True)
    return row


@transaction.atomic
def change_many(
    *, by: User, at: datetime, what: str, value: str, seen: Mapping[int, str]
) -> Outcome:
    """Do one thing to many complaints, as complaints.actions.change_many, and learn from it."""
    outcome = complaints.change_many(by=by, at=at, what=what, value=value, seen=seen)
    if outcome.change and what in HEADS and (label := _label(what, value)):
        _confirm(outcome.plan.changed, what, label, by=by.actor, at=at, batch=outcome.change.pk)
    return outcome


@transaction.atomic
def undo_change(*, by: User, at: datetime, change: BulkChange) -> Plan:
    """Take a bulk change back where nobody changed the complaint since, with what it taught."""
    plan = complaints.undo_change(by=by, at=at, change=change)
    taken_back = [complaint.pk for complaint in plan.changed]
    Confirmation.objects.filter(batch=change.pk, complaint__in=taken_back).delete()
    return plan


def _label(head: str, value: str) -> str:
    """Departments are learned by their codes, which outlive their rows; nothing teaches nothing."""
    if head != "department" or not value:
        return value
    return Department.objects.values_list("code", flat=True).get(pk=value)


def _confirm(
    changed: Sequence[Complaint], head: str, label: str, *, by: Actor, at: datetime, batch: int
) -> None:
    made = Assessment.objects.filter(complaint__in=[complaint.pk for complaint in changed])
    found = made.values_list("complaint_id", f"proposals__{head}", "model_version")
    proposals = {pk: (proposal or {}, version) for pk, proposal, version in found}
    nothing: tuple[dict[str, Any], str | None] = ({}, None)
    rows = []
    for complaint in changed:
        proposal, version = proposals.get(complaint.pk, nothing)
        row = _decision(complaint, head, label, proposal, source="bulk", by=by, at=at, batch=batch)
        row.model_version = version
        rows.append(row)
    Confirmation.objects.bulk_create(rows)


def _decision(
    complaint: Complaint,
    head: str,
    label: str,
    proposal: Mapping[str, Any],
    *,
    source: str,
    by: Actor,
    at: datetime,
    batch: int | None = None,
) -> Confirmation:
    proposed = proposal.get("label", "")
    return Confirmation(
        complaint=complaint,
        head=head,
        label=label,
        proposed=proposed,
        probability=proposal.get("probability") if proposed else None,
        abstained=bool(proposal.get("abstained", True)),
        source=source,
        weight=WEIGHTS.get(source, 1.0),
        batch=batch,
        by=by.key,
        by_name=by.name,
        at=at,
    )
