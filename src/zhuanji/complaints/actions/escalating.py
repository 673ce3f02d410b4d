"""Putting a complaint before somebody more senior, who says that they took note."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zhuanji.complaints.actions.deadlines import meet_kind, meet_kind_of
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.actions.telling import tell_of_escalations
from zhuanji.complaints.holding import holder_behind
from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation
from zhuanji.complaints.policies import require_may_note, require_may_read, require_may_work
from zhuanji.complaints.queries.noting import to_note
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.history.actions import record, record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotAllowed, Stale
from zhuanji.language.normalise import clean_line
from zhuanji.playbooks.queries import playbook_of
from zhuanji.staff.roles import SYSTEM, Right, Role

TO = (Role.LEAD, Role.LEGAL, Role.EXECUTIVE)
MOST_NOTED = 1000
_WORDS_LIMIT = 500
_IN_TIME = Deadline.Kind.ESCALATION


class NotBeforeYou(NotAllowed):
    """It was put before somebody else."""

    message = _lazy("It was put before somebody else; only they can take note of it.")


@transaction.atomic
def escalate_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, to: str, words: str
) -> Escalation:
    """Put a complaint before a team leader, legal counsel or an executive, and say why."""
    complaint = lock(complaint)
    require_may_note(by, complaint)
    words = clean_line(words)[:_WORDS_LIMIT]
    if to not in TO:
        allowed = _(", ").join(f"{role.value} ({role.label})" for role in TO)
        words = _("Choose before whom it is put: %(allowed)s.") % {"allowed": allowed}
        raise Invalid({"to": words})
    if not words:
        raise Invalid({"words": _("Say in a sentence what you need them for.")})
    waiting = Escalation.objects.filter(complaint=complaint, to=to, acknowledged_at=None)
    if waiting.filter(cause=Escalation.Cause.PERSON).exists():
        raise Stale(_("It lies before them already; they have not answered yet."))
    row = Escalation.objects.create(
        complaint=complaint,
        cause=Escalation.Cause.PERSON,
        to=to,
        words=words,
        at=at,
        by=by.key,
    )
    record(
        kind="complaint.escalated", about=complaint.about, by=by, at=at, to=[to], escalation=row.pk
    )
    tell_of_escalations([row], at=at)
    return row


def escalate_by_grade(complaints: Iterable[Complaint], *, by: Actor, at: datetime) -> None:
    """Whom a grade alarms at once, as the playbook has it, hears of it once a complaint."""
    wanted = [
        (one, to) for one in complaints for to in playbook_of(one.playbook).at_once(one.grade)
    ]
    if not wanted:
        return
    known = Escalation.objects.filter(
        complaint__in=[one.pk for one, _to in wanted], cause=Escalation.Cause.GRADE
    )
    told = set(known.values_list("complaint", "to"))
    rows = Escalation.objects.bulk_create(
        Escalation(
            complaint=one, cause=Escalation.Cause.GRADE, rung=one.grade, to=to, at=at, by=by.key
        )
        for one, to in wanted
        if (one.pk, to) not in told
    )
    _record(rows, by=by, at=at)
    tell_of_escalations(rows, at=at)


def escalate_by_rules(wanted: Sequence[tuple[Complaint, str, str]], *, at: datetime) -> None:
    """Put complaints before a role because of a rule of the playbook, once a complaint and role.

    Whom the grade alarms already is not alarmed a second time. Part of a larger action.
    """
    if not wanted:
        return
    known = Escalation.objects.filter(
        complaint__in={one.pk for one, _to, _rule in wanted},
        cause__in=(Escalation.Cause.RULE, Escalation.Cause.GRADE),
    )
    told = set(known.values_list("complaint", "to"))
    rows = Escalation.objects.bulk_create(
        Escalation(
            complaint=one, cause=Escalation.Cause.RULE, rung=rule, to=to, at=at, by=SYSTEM.key
        )
        for one, to, rule in wanted
        if (one.pk, to) not in told
    )
    _record(rows, by=SYSTEM, at=at)
    tell_of_escalations(rows, at=at)


@transaction.atomic
def acknowledge_escalation(
    *, by: Actor, at: datetime, escalation: Escalation, person: int | None = None
) -> Escalation:
    """Say that one took note; with that the complaint was escalated in time, or late.

    A machine passes on the word of the `person` who did. Raises NotAllowed for those before whom
    it was not put, Stale when another did.
    """
    complaint = lock(escalation.complaint)
    require_may_read(by, complaint)
    row = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if by.user_id is None and not by.has(Right.NOTE):
        raise NotAllowed
    who = by.user_id or person
    if who not in Recipients.of_today().of_all([row.to], holder_behind(row)):
        raise NotBeforeYou
    if row.acknowledged_at is not None:
        raise Stale(_("A colleague took note of it already."))
    row.acknowledged_at, row.acknowledged_by_id = at, who
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    meet_kind(complaint, _IN_TIME, at=at)
    record(
        kind="complaint.escalation_acknowledged",
        about=complaint.about,
        by=by,
        at=at,
        escalation=row.pk,
        to=row.to,
        **({} if by.user_id else {"person": who}),
    )
    return row


@transaction.atomic
def acknowledge_escalations(*, by: Actor, at: datetime) -> int:
    """Take note of what waits for this person, up to 1000; return how many those were.

    A constant number of queries for any number of them.
    """
    wanted = dict(to_note(by).values_list("pk", "complaint")[:MOST_NOTED])
    locked = Complaint.objects.select_for_update(of=("self",)).filter(pk__in=wanted.values())
    complaints = {one.pk: one for one in locked.order_by("pk")}
    waiting = Escalation.objects.select_for_update().filter(pk__in=wanted, acknowledged_at=None)
    rows = list(waiting.order_by("pk"))
    for row in rows:
        row.complaint = complaints[row.complaint_id]
    Escalation.objects.filter(pk__in=[row.pk for row in rows]).update(
        acknowledged_at=at, acknowledged_by=by.user_id
    )
    meet_kind_of({row.complaint_id: row.complaint for row in rows}.values(), _IN_TIME, at=at)
    _record(rows, kind="complaint.escalation_acknowledged", by=by, at=at)
    return len(rows)


@transaction.atomic
def explain_delay(*, by: Actor, at: datetime, delay: Delay, cause: str, words: str) -> Delay:
    """Say why a deadline passed unmet; the last word stands, the story keeps the earlier ones."""
    complaint = lock(delay.deadline.complaint)
    require_may_work(by, complaint)
    words = clean_line(words)[:_WORDS_LIMIT]
    if cause not in Delay.Cause.values:
        raise Invalid({"cause": _("Choose what it was.")})
    if cause == Delay.Cause.OTHER and not words:
        raise Invalid({"words": _("Say in a few words what it was.")})
    delay.cause, delay.words = cause, words
    delay.explained_by, delay.explained_at = by.key, at
    delay.save(update_fields=["cause", "words", "explained_by", "explained_at"])
    record(
        kind="complaint.delay_explained",
        about=complaint.about,
        by=by,
        at=at,
        delay=delay.pk,
        deadline=delay.deadline.kind,
        cause=cause,
    )
    return delay


def _record(
    rows: Sequence[Escalation], *, by: Actor, at: datetime, kind: str = "complaint.escalated"
) -> None:
    lines: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        lines.setdefault(row.complaint.about, {"to": []})["to"].append(row.to)
    if lines:
        record_many(kind=kind, lines=lines, by=by, at=at)
