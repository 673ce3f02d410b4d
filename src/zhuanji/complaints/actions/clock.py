"""The clock: it acts on each step of each deadline once, in order, whoever is killed meanwhile.

The database's clock decides what is due, so that no worker's clock makes anything early or late.
Due rows are taken with SKIP LOCKED inside the transaction that acts on them: a worker that dies
leaves them due, and two workers never hold the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pgbulk
from django.db import connection, transaction

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints.actions.deadlines import note_delays
from zhuanji.complaints.actions.heartbeat import beat_by_itself, beats_by_itself
from zhuanji.complaints.actions.telling import tell_of_steps
from zhuanji.complaints.deadlines import BREACH, OWNER, Kind, Step
from zhuanji.complaints.holding import holder_of
from zhuanji.complaints.models import Complaint, Deadline, Escalation, Firing
from zhuanji.history.actions import record_many
from zhuanji.staff.roles import SYSTEM
from zhuanji.working_hours.queries import calendar_in_use

AT_ONCE = 500
DAY = timedelta(days=1)
_AGAIN = "=again"
_LONG = tuple(f"complaint__{name}" for name in ("account", "restatement", "how", "why"))
_TICKED = ["step", "next_at", "starts_at", "due_at", "confirmed", "rested", "breached_at"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline, and a step of it that the clock acts on now; `then` is when it looks again."""

    deadline: Deadline
    step: Step
    number: int
    then: datetime | None

    @property
    def is_breach(self) -> bool:
        return self.step.key == BREACH

    @property
    def complaint(self) -> Complaint:
        return self.deadline.complaint


@transaction.atomic
def fire_due_deadlines(*, limit: int = AT_ONCE) -> int:
    """Act on the steps that are due, the longest due first; return how many.

    In strict order, after an outage too: of each deadline taken, all steps up to the moment where
    one that was not taken may come.
    """
    at = database_now()
    due = _in_order(_take(at, limit), at, limit)
    sent = [one.deadline for one in due if one.is_breach and beats_by_itself(one.deadline)]
    beat_by_itself(sent, at=at)
    heard = {row.pk for row in sent}  # who hears from us now needs no warning that it comes near
    steps = [one for one in due if one.deadline.pk not in heard]
    fresh = _not_fired_before(steps)
    _note(fresh, at=at)
    escalations = _escalate(fresh, at=at)
    _record(fresh, escalations, at=at)
    tell_of_steps([(one.deadline, one.step) for one in fresh], at=at)
    _tick(steps, at=at)
    return len(due)


def database_now() -> datetime:
    """Return the moment by the database's clock, the only one that all workers share."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _take(at: datetime, limit: int) -> list[Deadline]:
    """Complaints are locked with their deadlines, as by everything else that changes them."""
    rows = Deadline.objects.filter(next_at__lte=at).select_related("complaint", "task")
    due = rows.defer(*_LONG)
    locked = due.select_for_update(skip_locked=True, of=("self", "complaint"), no_key=True)
    return list(locked.order_by("next_at", "pk")[:limit])


def _in_order(rows: Sequence[Deadline], at: datetime, limit: int) -> list[Due]:
    if not rows:
        return []
    calendar = calendar_in_use(at)
    until = at if len(rows) < limit else min(at, rows[-1].next_at or at)
    due = [one for row in rows for one in _due_of(row, calendar, until)]
    return sorted(due, key=lambda one: one.step.at)  # which keeps each deadline's own order


def _due_of(row: Deadline, calendar: WorkingCalendar, until: datetime) -> Iterator[Due]:
    """Yield its next step, and those after it that are as long due; a heartbeat beats only once."""
    steps = reckoning.steps_of(row, calendar)
    if row.kind == Kind.HEARTBEAT and row.step >= len(steps) and row.next_at:
        again = Step(row.next_at, f"{_AGAIN}{row.step - len(steps) + 1}")
        yield Due(row, again, row.step, row.next_at + DAY)
        return
    # A ladder that lost its last rungs since has nothing more to say than that it passed.
    first = min(row.step, len(steps) - 1)
    for number in range(first, len(steps)):
        step, following = steps[number], steps[number + 1 : number + 2]
        if number > first and step.at > until:
            return
        yield Due(row, step, number, following[0].at if following else None)
        if step.key == BREACH and row.kind == Kind.HEARTBEAT:
            return


def _not_fired_before(due: Sequence[Due]) -> list[Due]:
    """A deadline moved back to where it was may come by a step again; nobody hears of it twice."""
    known = Firing.objects.filter(deadline__in=[one.deadline.pk for one in due])
    fired = set(known.values_list("deadline", "due_at", "rung"))
    return [one for one in due if (one.deadline.pk, one.deadline.due_at, one.step.key) not in fired]


def _note(due: Sequence[Due], *, at: datetime) -> None:
    """Write that it was done, and of what passed unmet who had it in hand."""
    Firing.objects.bulk_create(
        [
            Firing(
                deadline=one.deadline,
                due_at=one.deadline.due_at,
                rung=one.step.key,
                planned_at=one.step.at,
                fired_at=at,
            )
            for one in due
        ]
    )
    note_delays([one.deadline for one in due if one.is_breach])


def _escalate(due: Sequence[Due], *, at: datetime) -> list[Escalation]:
    """Put complaints before those whom a rung names beside the owner."""
    rows = [
        Escalation(
            complaint=one.complaint,
            deadline=one.deadline,
            cause=Escalation.Cause.LADDER,
            rung=one.step.key,
            to=to,
            at=at,
            by=SYSTEM.key,
            acknowledge_by=_acknowledge_by(one.step, at),
        )
        for one in due
        for to in one.step.to
        if to != OWNER
    ]
    return Escalation.objects.bulk_create(rows)


def _acknowledge_by(step: Step, at: datetime) -> datetime | None:
    within = step.acknowledge_within
    return within.after(at, calendar_in_use(at)) if within else None


def _record(due: Sequence[Due], escalations: Sequence[Escalation], *, at: datetime) -> None:
    """What passed, and what was escalated, belongs to the complaint's story; a reminder does not."""
    passed = [(one.complaint.about, _facts(one.deadline)) for one in due if one.is_breach]
    _record_lines("complaint.deadline_passed", passed, at=at)
    raised: dict[tuple[int | None, str], dict[str, Any]] = {}
    for row in escalations:
        facts = {**_facts(row.deadline), "rung": row.rung, "to": []}
        raised.setdefault((row.deadline_id, row.rung), facts)["to"].append(row.to)
    abouts = {(row.deadline_id, row.rung): row.complaint.about for row in escalations}
    lines = [(abouts[key], facts) for key, facts in raised.items()]
    _record_lines("complaint.escalated", lines, at=at)


def _record_lines(kind: str, lines: Iterable[tuple[str, dict[str, Any]]], *, at: datetime) -> None:
    """One line a complaint in each round, for as many rounds as one of them has lines."""
    rounds: list[dict[str, dict[str, Any]]] = []
    seen: Counter[str] = Counter()
    for about, facts in lines:
        if seen[about] == len(rounds):
            rounds.append({})
        rounds[seen[about]][about] = facts
        seen[about] += 1
    for of_this_round in rounds:
        record_many(kind=kind, lines=of_this_round, by=SYSTEM, at=at)


def _facts(deadline: Deadline | None) -> dict[str, Any]:
    if deadline is None:
        return {}
    holder = holder_of(deadline)
    owner, place = holder.owner_id, holder.department_id
    due = deadline.due_at.astimezone(UTC).isoformat()
    return {
        "deadline": deadline.kind,
        "key": deadline.key,
        "due": due,
        "owner": owner,
        "department": place,
    }


def _tick(due: Sequence[Due], *, at: datetime) -> None:
    for one in due:
        row = one.deadline
        if one.is_breach:
            row.breached_at = row.due_at
        row.step, row.next_at = one.number + 1, one.then
        if row.next_at is None and row.kind == Kind.HEARTBEAT:  # until the customer hears something
            row.next_at = max(one.step.at + DAY, at)
    ticked = {one.deadline.pk: one.deadline for one in due}
    pgbulk.update(Deadline, ticked.values(), _TICKED)
