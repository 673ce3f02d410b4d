"""Ending a complaint and beginning again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.customer_word import require_customer_or_handler
from zhuanji.complaints.actions.deadlines import restart_deadlines
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.actions.task_review import drop_tasks, end_tasks
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.stages import Stage, check_move
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text

_REASON_LIMIT = 500


@transaction.atomic
def close_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, cancel_tasks: str = ""
) -> Complaint:
    """Close a complaint that was answered, accepted, or rejected with its further ways told.

    Raises TasksOpen while departments still work on it, unless `cancel_tasks` says why they need not.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    check_move(Stage(complaint.stage), Stage.CLOSED)
    end_tasks(complaint, cancel=cancel_tasks, by=by, at=at)
    move(complaint, Stage.CLOSED, at=at)
    record(kind="complaint.closed", about=complaint.about, by=by, at=at, stage=complaint.stage)
    return complaint


@transaction.atomic
def withdraw_complaint(*, by: Actor, at: datetime, complaint: Complaint, reason: str) -> Complaint:
    """The customer takes the complaint back."""
    complaint = lock(complaint)
    require_customer_or_handler(by, complaint)
    check_move(Stage(complaint.stage), Stage.WITHDRAWN)
    drop_tasks(complaint, _("The complaint was withdrawn."), by=by, at=at)
    move(complaint, Stage.WITHDRAWN, at=at)
    _record("complaint.withdrawn", complaint, reason, by=by, at=at)
    return complaint


@transaction.atomic
def reopen_complaint(*, by: Actor, at: datetime, complaint: Complaint, reason: str) -> Complaint:
    """Begin again, with a new term for the resolution."""
    complaint = lock(complaint)
    require_customer_or_handler(by, complaint)
    move(complaint, Stage.REOPENED, at=at)
    restart_deadlines(complaint, at=at)
    complaint.save(update_fields=["due_at"])
    _record("complaint.reopened", complaint, reason, by=by, at=at)
    return complaint


def _record(kind: str, complaint: Complaint, reason: str, *, by: Actor, at: datetime) -> None:
    words = clean_text(reason).strip()[:_REASON_LIMIT]
    if not words:
        raise Invalid({"reason": _("Say why in a few words; it is kept with the complaint.")})
    record(kind=kind, about=complaint.about, by=by, at=at, reason=words, stage=complaint.stage)
