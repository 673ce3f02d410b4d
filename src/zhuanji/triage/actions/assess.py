"""Assessing what came in: complaints that are due, in batches, any worker at any time."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import transaction

from zhuanji.complaints.actions.assessed import note_assessments, take_unassessed
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint
from zhuanji.history.actions import record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.copying import copy_rows
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions.alarming import alarm_of_rules
from zhuanji.triage.actions.audit import draw_for_audit
from zhuanji.triage.actions.confirming import record_confirmation
from zhuanji.triage.actions.settle import found
from zhuanji.triage.deciding.assessing import Assessed
from zhuanji.triage.deciding.proposals import HEADS
from zhuanji.triage.inputs import Tools, assess_all
from zhuanji.triage.models import Assessment
from zhuanji.triage.queries.assessed import confirmed_heads

BATCH = 200
_JSON = ("reading", "proposals", "parts", "rules", "triggers", "known")
_PLAIN = ("complaint_id", "text_hash", "made_at", "playbook_version", "model_version")


@transaction.atomic
def assess_complaints(*, at: datetime, most: int = BATCH) -> int:
    """Assess complaints whose words are newer than their assessment; return how many.

    Rows another worker holds are skipped; a worker killed half-way leaves them due. History gets a
    line where something new is proposed about a complaint that is open.
    """
    batch = take_unassessed(most=most)
    if batch:
        _assess(batch, at=at)
    return len(batch)


@transaction.atomic
def assess_registered(*, by: Actor, at: datetime, complaint: Complaint) -> None:
    """Assess what somebody has just registered, who then sees the proposals at once.

    The category they chose while registering is learned from.
    """
    complaint = lock(complaint)
    if not complaint.to_assess:
        return
    (row,) = _assess([complaint], at=at)
    if complaint.category:
        record_confirmation(
            by=by,
            at=at,
            complaint=complaint,
            head="category",
            label=complaint.category,
            proposed=row.proposals["category"]["label"],
            source="registered",
        )


def assess_again(batch: Sequence[Complaint], *, at: datetime) -> int:
    """Assess complaints whose words are as they were; return about how many something else is said.

    Part of a larger action, which holds their locks.
    """
    known = Assessment.objects.only("proposals", "triggers").in_bulk([c.pk for c in batch])
    rows = _assess(batch, at=at, known=known)
    return sum(row.pk in known and told_of(known[row.pk]) != told_of(row) for row in rows)


def _assess(
    batch: Sequence[Complaint], *, at: datetime, known: dict[int, Assessment] | None = None
) -> list[Assessment]:
    if known is None:
        known = Assessment.objects.only("proposals", "triggers").in_bulk([c.pk for c in batch])
    assessed, tools = assess_all(batch, at=at)
    rows = [assessment_of(c, one, tools, at) for c, one in zip(batch, assessed, strict=True)]
    keep_assessments(rows)
    confirmed = confirmed_heads([c.pk for c in batch])
    pairs = list(zip(batch, rows, strict=True))
    alarm_of_rules(pairs, confirmed, tools.playbook, at=at)
    draw_for_audit([(c, row) for c, row in pairs if c.pk not in known], at=at)
    note_assessments([found(c, row, confirmed) for c, row in pairs])
    lines = _lines(batch, rows, known, confirmed)
    record_many(kind="complaint.assessed", lines=lines, by=SYSTEM, at=at)
    return rows


def keep_assessments(rows: Sequence[Assessment]) -> None:
    """Part of a larger action: write them in place of older ones, at the speed of COPY."""
    Assessment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    plain = attrgetter(*_PLAIN)
    words = attrgetter(*_JSON)
    lines = ((*plain(row), *map(_as_json, words(row))) for row in rows)
    copy_rows(Assessment, (*_PLAIN, *_JSON), lines)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def assessment_of(
    complaint: Complaint, assessed: Assessed, tools: Tools, at: datetime
) -> Assessment:
    """Return the row that keeps what was found, not yet written."""
    return Assessment(
        complaint=complaint,
        text_hash=assessed.text_hash,
        reading={**assessed.reading, "mood": assessed.mood, "threat": assessed.threat},
        proposals=_proposals(assessed, tools),
        parts=[part.as_json() for part in assessed.parts],
        rules=[[key, [list(span) for span in spans]] for key, spans in assessed.rules],
        triggers=[trigger.as_json() for trigger in assessed.triggers],
        known=asdict(assessed.known),
        made_at=at,
        playbook_version=str(tools.playbook.version),
        model_version=tools.model_version,
    )


def _proposals(assessed: Assessed, tools: Tools) -> dict[str, Any]:
    """As JSON; the names of departments go along, so that a page need not ask for them."""
    proposals = {head: p.as_json() for head, p in assessed.proposals.items()}
    codes = [label for label, _ in assessed.proposals["department"].ranked]
    proposals["department"]["facts"]["names"] = {c: tools.departments[c] for c in codes}
    return proposals


def _lines(
    batch: Sequence[Complaint],
    rows: Sequence[Assessment],
    before: dict[int, Assessment],
    confirmed: dict[int, set[str]],
) -> dict[str, dict[str, Any]]:
    lines = {}
    for complaint, row in zip(batch, rows, strict=True):
        was, decided = before.get(complaint.pk), confirmed.get(complaint.pk, ())
        if complaint.is_open and (line := line_about(row, was, decided=decided)):
            lines[complaint.about] = line
    return lines


def line_about(
    row: Assessment, before: Assessment | None, *, decided: Collection[str] = ()
) -> dict[str, Any]:
    """Return what history is told of an assessment; nothing where nothing new is proposed.

    What is proposed about a head that a person has `decided` is news to nobody.
    """
    told = told_of(row)
    was = told_of(before) if before else told
    changed = {head: was[head] for head in HEADS if was[head] != told[head]}
    if before and was["legal"] == told["legal"] and not set(changed) - set(decided):
        return {}
    return {**told, **({"before": changed} if changed else {})}


def told_of(row: Assessment) -> dict[str, Any]:
    """What history is told: what is proposed by head, "" where a person must decide, and the legal triggers' kinds."""
    told: dict[str, Any] = {
        head: "" if row.proposals[head]["abstained"] else row.proposals[head]["label"]
        for head in HEADS
    }
    return {**told, "legal": [trigger["kind"] for trigger in row.triggers]}
