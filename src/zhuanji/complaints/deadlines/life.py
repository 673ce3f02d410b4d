"""What becomes of all deadlines of one complaint as it goes its way. Changes rows given, unsaved."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.law import began_with_an_event, of_the_law
from zhuanji.complaints.deadlines.owing import (
    OF_THE_GRADE,
    heartbeat,
    of_the_grade,
    of_the_stage,
)
from zhuanji.complaints.deadlines.running import (
    begin,
    begin_again,
    end_at_stage,
    follow,
    nearest,
    rest,
    term_of,
)
from zhuanji.complaints.deadlines.terms import Kind
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.stages import Stage

_BEGINS_LATER = frozenset({Kind.ESCALATION, Kind.STATUTE})  # the others it had from the beginning

Moved = dict[str, Any]
"""kind, before, after: as a line of history tells it."""


def of_a_new(
    complaint: Complaint, calendar: WorkingCalendar, *, at: datetime, acknowledge: bool = True
) -> list[Deadline]:
    """Return the deadlines of a complaint just received.

    Where no acknowledgement is to come there is no clock for one.
    """
    start = complaint.received_at
    without = () if acknowledge else (Kind.ACKNOWLEDGEMENT,)
    rows = [
        *of_the_grade(complaint, calendar, but=without),
        *of_the_law(complaint, calendar),
        *of_the_stage(complaint, calendar, at=start),
        *heartbeat(complaint, calendar, at=max(start, at)),
    ]
    for row in rows:
        begin(row, calendar, at=at)
    complaint.due_at = nearest(rows)
    return rows


def at_its_stage(
    complaint: Complaint, owed: Sequence[Deadline], calendar: WorkingCalendar, *, at: datetime
) -> tuple[list[Deadline], list[Deadline]]:
    """Return what ends by the stage where it stands now, and what begins."""
    ended = end_at_stage(owed, Stage(complaint.stage), at=at)
    still = any(row.kind == Kind.STAGE and row.is_owed for row in owed)
    begun = [] if still else of_the_stage(complaint, calendar, at=at)
    for row in begun:
        begin(row, calendar, at=at)
    complaint.due_at = nearest(owed)
    return ended, begun


def by_its_facts(
    complaint: Complaint, owed: Sequence[Deadline], calendar: WorkingCalendar, *, at: datetime
) -> tuple[list[Deadline], list[Deadline], list[Moved]]:
    """Return what follows another grade, category or playbook, what begins, and what moved.

    All count from when it was received, as if that had been known from the first day.
    """
    wanted = {
        (row.kind, row.key): row
        for row in (*of_the_grade(complaint, calendar), *of_the_law(complaint, calendar))
    }
    changed, moved = [], []
    for row in owed:
        if not _depends_on_facts(row):
            continue
        before = row.due_at
        follow(row, wanted.pop((row.kind, row.key), None), calendar, at=at)
        changed.append(row)
        if not row.is_owed or row.due_at != before:
            moved.append(told(row, before))
    begun = [
        begin(row, calendar, at=at)
        for row in wanted.values()
        if row.kind in _BEGINS_LATER and complaint.is_open
    ]
    complaint.due_at = nearest(owed)
    return changed, begun, moved


def of_a_reopened(
    complaint: Complaint, calendar: WorkingCalendar, *, at: datetime
) -> list[Deadline]:
    """Return what begins anew, within the terms of its grade from now."""
    of_grade = of_the_grade(complaint, calendar)
    again = [
        *(row for row in of_grade if row.kind == Kind.RESOLUTION),
        *heartbeat(complaint, calendar, at=at),
    ]
    for row in again:
        begin_again(row, term_of(row).after(at, calendar), calendar, at=at)
    return again


def beaten(row: Deadline, calendar: WorkingCalendar, *, at: datetime) -> None:
    """The customer heard from us: the heartbeat begins anew, or goes on resting."""
    rests = row.paused_at is not None
    begin_again(row, term_of(row).after(at, calendar), calendar, at=at)
    if rests:
        rest(row, at=at)


def _depends_on_facts(row: Deadline) -> bool:
    return row.kind in OF_THE_GRADE or (row.kind == Kind.STATUTE and not began_with_an_event(row))


def told(row: Deadline, before: datetime) -> Moved:
    """Return how a line of history tells that a deadline moved; `after` is "" when it ended."""
    after = row.due_at.astimezone(UTC).isoformat() if row.is_owed else ""
    return {
        "kind": str(row.kind),
        "before": before.astimezone(UTC).isoformat(),
        "after": after,
    }
