"""Telling colleagues what the clock saw, each step once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext_noop, override

from zhuanji.complaints.deadlines import BREACH, OWNER, Moved, Step
from zhuanji.complaints.holding import holder_of
from zhuanji.complaints.models import Complaint, Deadline, Escalation
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.notices.actions import notify_many
from zhuanji.notices.told import Level, Told, moment, word
from zhuanji.playbooks.queries import playbook_in_use

_NEAR = gettext_noop("%(deadline)s: %(number)s is due %(due)s")
_PASSED = gettext_noop("%(deadline)s: %(number)s is late since %(due)s")
_RAISED = gettext_noop("Escalated to you: %(number)s, %(deadline)s was due %(due)s")
_NEAR_WORD = gettext_noop("Customers wait for today's word from you: they are listed on Today")
_LATE_WORD = gettext_noop(
    "Customers of yours have heard nothing for a day: they are listed on Today"
)
_ALARM = gettext_noop("%(alarm)s: %(number)s needs you now")
_SOONER = gettext_noop("%(deadline)s: %(number)s is due earlier by other rules, %(due)s")
_PUT_BEFORE = gettext_noop("Escalated to you: %(number)s")


def tell_of_steps(steps: Sequence[tuple[Deadline, Step]], *, at: datetime) -> int:
    """Tell owners and whom the rungs name; return how many notices are new."""
    if not steps:
        return 0
    recipients = Recipients.of_today()
    one_by_one = [_told(row, step, recipients) for row, step in steps if not _is_a_word(row, step)]
    return notify_many([*one_by_one, *_waiting_for_word(steps, recipients, at=at)], at=at)


def _is_a_word(row: Deadline, step: Step) -> bool:
    return row.kind == Deadline.Kind.HEARTBEAT and step.to == (OWNER,)


def _waiting_for_word(
    steps: Sequence[tuple[Deadline, Step]], recipients: Recipients, *, at: datetime
) -> list[Told]:
    """Of customers who wait for a word their owner hears once a day, not of each: Today lists them."""
    late: dict[int, bool] = {}
    for row, step in steps:
        if _is_a_word(row, step):
            for person in recipients.of(OWNER, row.complaint):
                late[person] = late.get(person, False) or not step.is_warning
    day = timezone.localdate(at)
    return [
        Told(
            people=[person],
            kind="deadline.passed" if is_late else "deadline.near",
            about=f"user/{person}",
            title=_LATE_WORD if is_late else _NEAR_WORD,
            link="/desk/",
            key=f"words/{person}/{day}/{is_late:d}",
            level=Level.WARN if is_late else Level.INFO,
        )
        for person, is_late in late.items()
    ]


def tell_of_escalations(rows: Sequence[Escalation], *, at: datetime) -> int:
    """Tell those before whom a person, or a grade, put complaints."""
    if not rows:
        return 0
    recipients = Recipients.of_today()
    return notify_many([_put_before(row, recipients) for row in rows], at=at)


def _put_before(row: Escalation, recipients: Recipients) -> Told:
    facts = {"number": row.complaint.number}
    if row.cause == Escalation.Cause.RULE:
        rules = {rule.key: rule.zh for rule in playbook_in_use().rules}
        facts["alarm"] = rules.get(row.rung, row.rung)
    return Told(
        people=recipients.of(row.to, row.complaint),
        kind="complaint.escalated",
        about=row.complaint.about,
        title=_ALARM if "alarm" in facts else _PUT_BEFORE,
        link=_link(row.complaint.number),
        key=f"escalation/{row.pk}",
        level=Level.ALARM,
        facts=facts,
    )


def tell_of_moves(moves: Sequence[tuple[Complaint, list[Moved]]], *, at: datetime) -> int:
    """Tell owners that they have less time than they had, by other rules."""
    return notify_many([_sooner(one, rows) for one, rows in moves if one.owner_id], at=at)


def _sooner(complaint: Complaint, moved: list[Moved]) -> Told:
    """The first of those that moved towards us stands for all."""
    first = min(moved, key=lambda row: str(row["after"]))
    due = datetime.fromisoformat(first["after"])
    return Told(
        people=[complaint.owner_id] if complaint.owner_id else [],
        kind="deadline.moved",
        about=complaint.about,
        title=_SOONER,
        link=_link(complaint.number),
        key=f"moved/{complaint.pk}/{int(due.timestamp())}",
        level=Level.WARN,
        facts={
            "number": complaint.number,
            "deadline": word(_source_of(first["kind"])),
            "due": moment(due),
        },
    )


def _told(row: Deadline, step: Step, recipients: Recipients) -> Told:
    holder, number = holder_of(row), row.complaint.number
    late = not step.is_warning
    # Of a breach the owner heard by itself: what follows it is for those beside them.
    others = tuple(name for name in step.to if name != OWNER)
    to = others if others and late else step.to
    title = _NEAR if not late else _PASSED if step.key == BREACH else _RAISED
    people = recipients.of_all(to, holder)
    if late and holder is not row.complaint:  # whoever waits for a department hears of it too
        people = list(dict.fromkeys([*people, *recipients.of(OWNER, row.complaint)]))
    return Told(
        people=people,
        kind="deadline.passed" if late else "deadline.near",
        about=holder.about,
        title=title,
        link=_link(number) if isinstance(holder, Complaint) else f"/desk/tasks/{holder.pk}/",
        key=f"deadline/{row.pk}/{int(row.due_at.timestamp())}/{step.key}",
        level=Level.ALARM if late else Level.WARN,
        facts={
            "number": number,
            "deadline": word(_source_of(row.kind)),
            "due": moment(row.due_at),
        },
    )


@cache
def _source_of(kind: str) -> str:
    """The name of a kind as it stands in the source, for every reader to read in their language."""
    with override(None):
        return str(Deadline.Kind(kind).label)


def _link(number: str) -> str:
    return f"/desk/complaints/{number}/"
