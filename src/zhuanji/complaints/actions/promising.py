"""What we said we would do, by when: made, kept, taken on by somebody else."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints.actions.deadlines import write
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.deadlines import Kind
from zhuanji.complaints.models import Complaint, Deadline, Promise
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.promising import Said
from zhuanji.complaints.queries.owed import owed_by
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotAllowed, Stale
from zhuanji.language.normalise import clean_line
from zhuanji.staff.roles import Right
from zhuanji.working_hours.queries import calendar_in_use

_WORDS_LIMIT = 300
FARTHEST = timedelta(days=731)


@transaction.atomic
def make_promise(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    words: str,
    due_at: datetime,
    term: str = "",
    message: int | None = None,
) -> Promise:
    """Keep a promise to the customer as a clock with an owner: whoever makes it.

    Raises Invalid without words, or for a moment that is over.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    words = clean_line(words)[:_WORDS_LIMIT]
    if not words:
        raise Invalid({"words": _("Say what was promised.")})
    if due_at <= at:
        raise Invalid({"due_at": _("A promise is for a moment to come. Give a later one.")})
    if due_at > at + FARTHEST:
        raise Invalid({"due_at": _("A promise is for the next two years. Give an earlier day.")})
    owner = by.user_id or complaint.owner_id
    if owner is None:
        raise Invalid({"words": _("A promise has an owner. Assign the complaint first.")})
    deadline = _deadline(complaint, due_at, term, at=at)
    promise = Promise.objects.create(
        complaint=complaint,
        deadline=deadline,
        words=words,
        owner_id=owner,
        message=message,
        made_by=by.key,
        made_at=at,
    )
    Deadline.objects.filter(pk=deadline.pk).update(source=f"promise/{promise.pk}")
    _follow(complaint)
    _record("complaint.promised", promise, by=by, at=at)
    return promise


def make_promises(
    said: Iterable[Said], *, by: Actor, at: datetime, complaint: Complaint, message: int
) -> list[Promise]:
    """Keep those of a letter's promises that its writer ticked."""
    return [
        make_promise(
            by=by,
            at=at,
            complaint=complaint,
            words=one.words,
            due_at=one.due_at,
            term=one.term,
            message=message,
        )
        for one in said
    ]


@transaction.atomic
def keep_promise(*, by: Actor, at: datetime, promise: Promise) -> Promise:
    """Say that it was done. Kept too late it stays broken. Raises Stale when it was kept before."""
    complaint = lock(promise.complaint)
    require_may_work(by, complaint)
    row = Deadline.objects.select_for_update(of=("self",)).get(pk=promise.deadline_id)
    if not row.is_owed:
        raise Stale(_("This promise is settled already."))
    row.complaint = complaint
    reckoning.meet(row, at=at)
    write([row])
    _follow(complaint)
    _record("complaint.promise_kept", promise, by=by, at=at)
    return promise


@transaction.atomic
def withdraw_promise(*, by: Actor, at: datetime, promise: Promise, reason: str) -> Promise:
    """Say that it was recorded wrongly: it is no longer owed, neither kept nor broken.

    Its maker may, its owner, the complaint's, a team leader. What was broken already stays so.
    """
    complaint = lock(promise.complaint)
    require_may_work(by, complaint)
    owners = (promise.owner_id, complaint.owner_id)
    mine = promise.made_by == by.key or (by.user_id is not None and by.user_id in owners)
    if not mine and not by.has(Right.ASSIGN):
        raise NotAllowed
    reason = clean_line(reason)[:_WORDS_LIMIT]
    if not reason:
        raise Invalid({"reason": _("Say in a few words why the promise does not hold.")})
    row = Deadline.objects.select_for_update(of=("self",)).get(pk=promise.deadline_id)
    if not row.is_owed:
        raise Stale(_("This promise is settled already."))
    row.complaint = complaint
    reckoning.lapse(row, at=at)
    write([row])
    _follow(complaint)
    _record("complaint.promise_withdrawn", promise, by=by, at=at, reason=reason)
    return promise


def drop_promises(complaint: Complaint, message: int, *, at: datetime) -> None:
    """A letter was taken back before it left: nothing was promised by it."""
    owed = owed_by([complaint])[complaint.pk]
    made = set(complaint.promises.filter(message=message).values_list("deadline", flat=True))
    rows = [row for row in owed if row.pk in made]
    for row in rows:
        reckoning.lapse(row, at=at)
    write(rows)
    _follow(complaint)


def _deadline(complaint: Complaint, due_at: datetime, term: str, *, at: datetime) -> Deadline:
    count = complaint.promises.count() + 1
    row = Deadline(
        complaint=complaint,
        kind=Kind.PROMISE,
        key=str(count),
        term=term,
        starts_at=at,
        due_at=due_at,
    )
    reckoning.begin(row, calendar_in_use(at), at=at)
    row.save(force_insert=True)
    return row


def _follow(complaint: Complaint) -> None:
    complaint.due_at = reckoning.nearest(owed_by([complaint])[complaint.pk])
    complaint.save(update_fields=["due_at"])


def _record(kind: str, promise: Promise, *, by: Actor, at: datetime, **more: str) -> None:
    record(
        kind=kind,
        about=promise.complaint.about,
        by=by,
        at=at,
        promise=promise.pk,
        owner=promise.owner_id,
        due=promise.deadline.due_at.isoformat(),
        **more,
    )
