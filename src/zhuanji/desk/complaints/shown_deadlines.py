"""The deadlines of a complaint as its page shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhuanji.complaints.deadlines import duty_of, share_used
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.queries import deadlines_of
from zhuanji.desk.complaints.deadline_words import deadline_name
from zhuanji.desk.times import exactly, left
from zhuanji.playbooks.terms import parse_term, said
from zhuanji.working_hours.queries import calendar_in_use

_OWN_RHYTHM = (Deadline.Kind.STAGE, Deadline.Kind.HEARTBEAT)
_COLOURS = ((0.5, "calm"), (0.75, "soon"), (1.0, "late"))


@dataclass(frozen=True)
class ShownDeadline:
    """`colour` says how much of its time is used; `words` when it is due, `why` on what it rests."""

    name: str
    state: str
    colour: str
    words: str
    why: str
    due_at: datetime
    runs: bool
    promise: int | None  # whose words the name is, while it may still be kept
    is_late: bool


def shown_deadlines(complaint: Complaint, *, at: datetime) -> list[ShownDeadline]:
    """What is owed first, the nearest first; of our own rhythm only what is owed still.

    Tasks of departments stand by themselves.
    """
    rows = [row for row in deadlines_of(complaint) if row.kind != Deadline.Kind.TASK]
    owed = [row for row in rows if row.is_owed]
    over = [row for row in rows if not row.is_owed and row.kind not in _OWN_RHYTHM]
    return [_shown(row, at) for row in (*owed, *over)]


def _shown(row: Deadline, at: datetime) -> ShownDeadline:
    return ShownDeadline(
        name=_name(row),
        state=row.state,
        colour=_colour(row, at),
        words=_words(row, at),
        why=_why(row),
        due_at=row.due_at,
        promise=row.promise.pk if _is_promise(row) and row.is_owed else None,
        runs=row.state == Deadline.State.RUNNING,
        is_late=row.breached_at is not None or (row.met_at or row.due_at) > row.due_at,
    )


def _is_promise(row: Deadline) -> bool:
    return hasattr(row, "promise")


def _name(row: Deadline) -> str:
    if _is_promise(row):
        return _("Promise: %(words)s") % {"words": row.promise.words}
    return deadline_name(row.kind, row.key)


def _colour(row: Deadline, at: datetime) -> str:
    if row.state != Deadline.State.RUNNING:
        return str(row.state)
    used = share_used(row, calendar_in_use(at), at=at)
    return next((name for limit, name in _COLOURS if used < limit), "over")


def _words(row: Deadline, at: datetime) -> str:
    if row.state == Deadline.State.PAUSED:
        return _("rests")
    if row.state == Deadline.State.LAPSED:
        return _("no longer owed")
    if row.met_at is None:
        return left(row.due_at, at)
    late = row.met_at > row.due_at
    return (_("late, %(at)s") if late else "%(at)s") % {"at": exactly(row.met_at)}


def _why(row: Deadline) -> str:
    """When exactly, how long, by what; and that the calendar may still change."""
    parts = [_("due %(at)s") % {"at": exactly(row.due_at)}]
    if duty := duty_of(row):
        parts.append(f"{duty.law} {duty.article}")
    if row.term:
        parts.append(_("term %(term)s") % {"term": said(parse_term(row.term))})
    if not row.confirmed:
        parts.append(_("not final: the official holidays of that year are not announced yet"))
    return " · ".join(parts)
