"""The deadlines of complaints, for one and for thousands: begun, met, moved, no longer owed.

Complaints given are locked by the caller, and left unsaved: their `due_at` follows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import pgbulk

from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints.deadlines import Changes, Kind, Moved
from zhuanji.complaints.holding import holder_of
from zhuanji.complaints.models import Complaint, Deadline, Delay, Pause
from zhuanji.complaints.queries.owed import OWED, known_of, measure_rests, owed_by
from zhuanji.working_hours.queries import calendar_in_use

_RUNNING = [
    "term", "source", "state", "starts_at", "due_at", "confirmed", "rested", "paused_at", "met_at",
    "lapsed_at", "breached_at", "step", "next_at",
]  # fmt: skip


def follow_stage(*complaints: Complaint, at: datetime) -> None:
    """What is true at the stage where each stands now ends deadlines and begins others."""
    owed, calendar = owed_by(complaints), calendar_in_use(at)
    ended: list[Deadline] = []
    begun: list[Deadline] = []
    for complaint in complaints:
        over, fresh = reckoning.at_its_stage(complaint, owed[complaint.pk], calendar, at=at)
        ended += over
        begun += fresh
    write(ended)
    write_new(begun)
    finished = [one.pk for one in complaints if not one.is_open]
    if finished:
        Pause.objects.filter(complaint__in=finished, ended_at=None).update(ended_at=at)


def restart_deadlines(complaint: Complaint, *, at: datetime) -> None:
    """A reopened complaint is resolved again, within the term of its grade from now."""
    write_new(reckoning.of_a_reopened(complaint, calendar_in_use(at), at=at))
    complaint.due_at = reckoning.nearest(owed_by([complaint])[complaint.pk])


def reckon_anew(*complaints: Complaint, at: datetime) -> dict[int, list[Moved]]:
    """Those not yet met follow each complaint's grade and category; return by complaint what moved.

    A constant number of queries for any number of complaints.
    """
    known = known_of(complaints)
    return _reckon(complaints, known, reckoning.by_its_facts, at=at)


def reckon_by_rules(*complaints: Complaint, at: datetime) -> dict[int, list[Moved]]:
    """As reckon_anew, after another playbook, calendar or version of the law."""
    known = known_of(complaints)
    measure_rests(known, calendar_in_use(at))
    return _reckon(complaints, known, reckoning.by_its_rules, at=at)


def _reckon(
    complaints: Sequence[Complaint],
    known: Mapping[int, list[Deadline]],
    follow: Callable[..., Changes],
    *,
    at: datetime,
) -> dict[int, list[Moved]]:
    calendar = calendar_in_use(at)
    changed: list[Deadline] = []
    begun: list[Deadline] = []
    told: dict[int, list[Moved]] = {}
    for complaint in complaints:
        rows, fresh, moved = follow(complaint, known[complaint.pk], calendar, at=at)
        changed += rows
        begun += fresh
        if moved:
            told[complaint.pk] = moved
    write(changed)
    write_new(begun)
    return told


def beat(complaint: Complaint, *, at: datetime) -> None:
    """The customer heard from us: the heartbeat begins anew."""
    row = complaint.deadlines.filter(kind=Kind.HEARTBEAT, state__in=OWED).first()
    if row is not None:
        row.complaint = complaint
        reckoning.beaten(row, calendar_in_use(at), at=at)
        write([row])


def meet_kind(complaint: Complaint, kind: Kind, *, at: datetime, key: str = "") -> None:
    """One of them happened that no stage speaks of: it was escalated, a promise was kept."""
    meet_kind_of([complaint], kind, at=at, key=key)


def meet_kind_of(
    complaints: Iterable[Complaint], kind: Kind, *, at: datetime, key: str = ""
) -> None:
    """As meet_kind, for many in a constant number of queries."""
    owed = owed_by(list(complaints))
    rows = [row for of in owed.values() for row in of if (row.kind, row.key) == (kind, key)]
    for row in rows:
        reckoning.meet(row, at=at)
    write(rows)


def undo_lapse(complaint: Complaint, *, ended_at: datetime | None, at: datetime) -> None:
    """What lapsed by a merge is owed again, with the moments it had."""
    rows = list(complaint.deadlines.filter(state=Deadline.State.LAPSED, lapsed_at=ended_at))
    for row in rows:
        row.complaint = complaint
        reckoning.revive(row, calendar_in_use(at), at=at)
    write(rows)


def write(rows: Sequence[Deadline]) -> None:
    """Write what changed; what was met too late, while the clock slept, is a delay nonetheless."""
    pgbulk.update(Deadline, rows, _RUNNING)
    note_delays([row for row in rows if row.met_at and row.met_at > row.due_at])


def write_new(rows: Sequence[Deadline]) -> None:
    """Write those that begin, over an earlier one of their kind."""
    Deadline.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["complaint", "kind", "key"],
        update_fields=_RUNNING,
    )


def note_delays(rows: Iterable[Deadline]) -> None:
    """Note who had each in hand when it passed, once; the heartbeat is nobody's delay."""
    Delay.objects.bulk_create(
        [
            Delay(
                deadline=row,
                due_at=row.due_at,
                owner_id=holder_of(row).owner_id,
                department_id=holder_of(row).department_id,
                stage=row.complaint.stage,
            )
            for row in rows
            if row.kind != Kind.HEARTBEAT
        ],
        ignore_conflicts=True,
    )
