"""Deadlines that rest while it is not on us, and why; every pause stays on record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints.actions.deadlines import write
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.actions.work import reply_to_customer
from zhuanji.complaints.models import Complaint, Deadline, Pause
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries.owed import owed_by
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.language.normalise import clean_line
from zhuanji.playbooks.body.times import PauseRule
from zhuanji.playbooks.queries import playbook_of
from zhuanji.staff.roles import SYSTEM
from zhuanji.working_hours.queries import calendar_in_use

FOR_THE_CUSTOMER = "awaiting_customer"
_WORDS_LIMIT = 500


@transaction.atomic
def pause_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, reason: str, words: str
) -> Pause:
    """Let the deadlines rest that the playbook rests for this reason; a word says what we wait for.

    What is late already stays late. Raises Stale while it rests, Invalid for an unknown reason.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    words = clean_line(words)[:_WORDS_LIMIT]
    rule = _rule_for(complaint, reason, words)
    until = rule.longest.after(at, calendar_in_use(at)) if rule.longest else None
    pause = Pause.objects.create(
        complaint=complaint,
        reason=reason,
        words=words,
        started_at=at,
        started_by=by.key,
        until=until,
    )
    owed = owed_by([complaint])[complaint.pk]
    resting = [row for row in owed if _may_rest(row, rule, at)]
    for row in resting:
        reckoning.rest(row, at=at)
    write(resting)
    complaint.waits_for, complaint.due_at = reason, reckoning.nearest(owed)
    complaint.save(update_fields=["waits_for", "due_at"])
    record(
        kind="complaint.paused",
        about=complaint.about,
        by=by,
        at=at,
        pause=pause.pk,
        reason=reason,
        kinds=sorted({row.kind for row in resting}),
        until=until.isoformat() if until else "",
    )
    return pause


@transaction.atomic
def ask_customer(*, by: Actor, at: datetime, complaint: Complaint, body: str) -> Pause:
    """Ask the customer for something and let the deadlines rest until they answer, in one go."""
    reply_to_customer(by=by, at=at, complaint=complaint, body=body)
    words = clean_line(body)[:_WORDS_LIMIT]
    return pause_complaint(by=by, at=at, complaint=complaint, reason=FOR_THE_CUSTOMER, words=words)


@transaction.atomic
def resume_complaint(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """Let its deadlines run on, later by the time they rested. Raises Stale when none rests."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    if not complaint.waits_for:
        raise Stale(_("Its deadlines run already."))
    run_on(complaint, by=by, at=at)
    return complaint


def run_on(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """End the pause of a locked complaint, if it has one."""
    pause = Pause.objects.filter(complaint=complaint, ended_at=None).first()
    if pause is None:
        return
    Pause.objects.filter(pk=pause.pk).update(ended_at=at, ended_by=by.key)
    owed, calendar = owed_by([complaint])[complaint.pk], calendar_in_use(at)
    resting = [row for row in owed if row.state == Deadline.State.PAUSED]
    moved = []
    for row in resting:
        before = row.due_at
        reckoning.run_on(row, calendar, at=at)
        moved.append(reckoning.told(row, before))
    write(resting)
    complaint.waits_for, complaint.due_at = "", reckoning.nearest(owed)
    complaint.save(update_fields=["waits_for", "due_at"])
    record(
        kind="complaint.resumed",
        about=complaint.about,
        by=by,
        at=at,
        pause=pause.pk,
        reason=pause.reason,
        moved=moved,
    )


def heard_from_customer(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """What we waited for may have come: the clock runs on."""
    if complaint.waits_for == FOR_THE_CUSTOMER:
        run_on(complaint, by=by, at=at)


@transaction.atomic
def end_pauses_due(*, at: datetime, limit: int = 200) -> int:
    """End pauses that have lasted as long as they may; return how many."""
    over = Complaint.objects.filter(pauses__ended_at=None, pauses__until__lte=at)
    batch = list(
        over.select_for_update(skip_locked=True, of=("self",)).order_by("pauses__until", "pk")[
            :limit
        ]
    )
    for complaint in batch:
        run_on(complaint, by=SYSTEM, at=at)
    return len(batch)


def _rule_for(complaint: Complaint, reason: str, words: str) -> PauseRule:
    rule = playbook_of(complaint.playbook).pauses.get(reason)
    if rule is None:
        raise Invalid({"reason": _("Choose what the complaint waits for.")})
    if not words:
        raise Invalid({"words": _("Say in a few words what we wait for; it is kept on record.")})
    if not complaint.is_open:
        raise Invalid({"reason": _("This complaint is finished; nothing runs that could rest.")})
    if complaint.waits_for:
        raise Stale(_("Its deadlines rest already. End that pause first."))
    return rule


def _may_rest(row: Deadline, rule: PauseRule, at: datetime) -> bool:
    """A rule that names no kinds is for every deadline."""
    meant = not rule.kinds or row.kind in rule.kinds
    return meant and row.state == Deadline.State.RUNNING and row.due_at > at
