"""What becomes of all deadlines of one complaint as it goes its way. Changes rows given, unsaved."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.law import began_with_an_event, by_the_event, of_the_law
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

_OURS = frozenset({Kind.STAGE, Kind.HEARTBEAT})

Moved = dict[str, Any]
"""kind, before, after: as a line of history tells it."""

Changes = tuple[list[Deadline], list[Deadline], list[Moved]]
"""The rows changed, those that begin, and what moved."""

_Wanted = dict[tuple[str, str], Deadline]


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
    complaint: Complaint, known: Sequence[Deadline], calendar: WorkingCalendar, *, at: datetime
) -> Changes:
    """What follows another grade or category, as if that had been known from the first day.

    `known` are those owed and those met, which nobody owes a second time.
    """
    owed = _owed(known)
    words = [row for row in owed if row.kind == Kind.HEARTBEAT]
    wanted = _by_grade_and_law(complaint, owed, calendar) | _by_their_start(
        complaint, words, calendar
    )
    bound = [row for row in owed if _depends_on_facts(row)] + words
    return _follow(complaint, known, bound, wanted, calendar, at=at)


def by_its_rules(
    complaint: Complaint, known: Sequence[Deadline], calendar: WorkingCalendar, *, at: datetime
) -> Changes:
    """What follows another playbook, calendar or version of the law. See by_its_facts.

    Stages and the heartbeat count from where they began. What was named to somebody as a moment, a
    promise or the day of a task, stays that moment.
    """
    owed = _owed(known)
    begun_since = _by_their_start(complaint, owed, calendar)
    wanted = _by_grade_and_law(complaint, owed, calendar) | begun_since
    bound = [
        row
        for row in owed
        if _depends_on_facts(row) or _key(row) in begun_since or row.kind in _OURS
    ]
    for row in owed:
        row.confirmed = calendar.is_confirmed_between(row.starts_at, row.due_at)
    _changed, begun, moved = _follow(complaint, known, bound, wanted, calendar, at=at)
    return owed, begun, moved


def _owed(known: Sequence[Deadline]) -> list[Deadline]:
    return [row for row in known if row.is_owed]


def _by_grade_and_law(
    complaint: Complaint, owed: Sequence[Deadline], calendar: WorkingCalendar
) -> _Wanted:
    rows = (*of_the_grade(complaint, calendar, known=owed), *of_the_law(complaint, calendar))
    return {_key(row): row for row in rows}


def _by_their_start(
    complaint: Complaint, owed: Sequence[Deadline], calendar: WorkingCalendar
) -> _Wanted:
    """Those that began with something other than the receipt, from there."""
    found: list[Deadline] = []
    for row in owed:
        if row.kind == Kind.STAGE:
            found += of_the_stage(complaint, calendar, at=row.starts_at)
        elif row.kind == Kind.HEARTBEAT:
            found += heartbeat(complaint, calendar, at=row.starts_at)
        elif row.kind == Kind.STATUTE and began_with_an_event(row):
            found += by_the_event(row, calendar)
    return {_key(row): row for row in found}


def _follow(
    complaint: Complaint,
    known: Sequence[Deadline],
    bound: Sequence[Deadline],
    wanted: _Wanted,
    calendar: WorkingCalendar,
    *,
    at: datetime,
) -> Changes:
    """Let the bound become what is wanted of them, or nothing; begin what only now is wanted."""
    moved = []
    for row in bound:
        before = row.due_at
        follow(row, wanted.pop(_key(row), None), calendar, at=at)
        if not row.is_owed or row.due_at != before:
            moved.append(told(row, before))
    met = {_key(row) for row in known}
    begun = [
        begin(row, calendar, at=at)
        for row in wanted.values()
        if row.kind in _BEGINS_LATER and _key(row) not in met and complaint.is_open
    ]
    complaint.due_at = nearest((*known, *begun))
    return list(bound), begun, moved


def _key(row: Deadline) -> tuple[str, str]:
    return row.kind, row.key


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
