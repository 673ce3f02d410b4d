"""What may be decided about the deadlines of one complaint: rest, run on, escalate, explain."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from zhuanji.complaints import actions, policies
from zhuanji.complaints.actions.escalating import TO
from zhuanji.complaints.deadlines import events_for
from zhuanji.complaints.deadlines.law import RECEIVED
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.promising import promises_in
from zhuanji.complaints.queries import called_upon, deadlines_of, unexplained_delay
from zhuanji.desk.complaints.moments import Unreadable, read_moment
from zhuanji.desk.times import exactly
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.playbooks.duties import duties
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.working_hours.queries import calendar_in_use

_LONG_AGO = timedelta(days=60)


def may_pause(actor: Actor, complaint: Complaint) -> bool:
    return not complaint.waits_for and policies.may_work(actor, complaint)


def may_resume(actor: Actor, complaint: Complaint) -> bool:
    return bool(complaint.waits_for) and policies.may_work(actor, complaint)


def is_called_upon(actor: Actor, complaint: Complaint) -> bool:
    return called_upon(actor, complaint) is not None


def may_explain(actor: Actor, complaint: Complaint) -> bool:
    silent = any(row.unexplained for row in deadlines_of(complaint))  # type: ignore[attr-defined]
    return silent and policies.may_work(actor, complaint)


def take_note(*, by: Actor, at: datetime, complaint: Complaint) -> None:
    """Take note of the oldest escalation that waits for this person."""
    row = called_upon(by, complaint)
    if row is None:
        raise Stale(_("A colleague took note of it already."))
    actions.acknowledge_escalation(by=by, at=at, escalation=row)


def explain(*, by: Actor, at: datetime, complaint: Complaint, **words: str) -> None:
    row = unexplained_delay(complaint)
    if row is None:
        raise Stale(_("A colleague explained it already."))
    actions.explain_delay(by=by, at=at, delay=row, **words)


def what_was_late(complaint: Complaint) -> dict[str, Any]:
    row = unexplained_delay(complaint)
    return {"cause": row.cause if row else ""}


def may_start_duty(actor: Actor, complaint: Complaint) -> bool:
    return policies.may_work(actor, complaint) and bool(events_for(complaint))


def start_duty(*, by: Actor, at: datetime, complaint: Complaint, key: str, since: str) -> None:
    try:
        moment = read_moment(since, at)
    except Unreadable as problem:
        raise Invalid({"since": str(problem)}) from problem
    if moment is None:
        raise Invalid({"since": _("Say when it happened, e.g. “yesterday” or 2026-03-01 10:00.")})
    actions.start_duty(by=by, at=at, complaint=complaint, key=key, since=moment)


def promise(*, by: Actor, at: datetime, complaint: Complaint, words: str) -> str:
    """Keep what was said to the customer by phone as a clock, and tell what was read and by when.

    Raises Invalid without a moment.
    """
    said = promises_in(words, at=at, calendar=calendar_in_use(at))
    if not said and promises_in(words, at=at - _LONG_AGO, calendar=calendar_in_use(at)):
        raise Invalid({"words": _("The moment that it names is over. Write until when it holds.")})
    if not said:
        sentence = _(
            "It does not say by when, or not what for. For example: 我们会在3个工作日内答复您, or "
            "周五下午3点前给您回电."
        )
        raise Invalid({"words": sentence})
    made = [
        actions.make_promise(
            by=by,
            at=at,
            complaint=complaint,
            words=words if len(said) == 1 else one.words,
            due_at=one.due_at,
            term=one.term,
        )
        for one in said
    ]
    return _("; ").join(
        _("Noted: “%(words)s”, to be kept by %(due)s")
        % {"words": one.words, "due": exactly(one.deadline.due_at)}
        for one in made
    )


def may_fulfil(actor: Actor, complaint: Complaint) -> bool:
    return policies.may_work(actor, complaint) and bool(_owed(complaint))


def first_owed(complaint: Complaint) -> dict[str, str]:
    return {"key": next(iter(_owed(complaint)), "")}


def _owed(complaint: Complaint) -> list[str]:
    rows = deadlines_of(complaint)
    return [row.key for row in rows if row.kind == Deadline.Kind.STATUTE and row.is_owed]


def duty_events() -> list[tuple[str, str]]:
    """Every legal deadline that begins with an event, by its key."""
    return list(
        {
            duty.key: duty.name for duty in duties() if duty.reckons_from != RECEIVED and duty.term
        }.items()
    )


def duty_names() -> list[tuple[str, str]]:
    return list({duty.key: duty.name for duty in duties() if duty.term}.items())


def question(complaint: Complaint) -> dict[str, str]:
    """A message to begin with, in the customer's language."""
    with override(complaint.language):
        return {
            "body": _(
                "Hello, we are working on your complaint %(number)s. So that we can go on, please send us: \n\nThe clock rests until your answer is here; then we go on at once."
            )
            % {"number": complaint.number}
        }


def pause_reasons() -> list[tuple[str, str]]:
    return [(key, rule.said) for key, rule in playbook_in_use().pauses.items()]


def escalation_targets() -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in TO]
