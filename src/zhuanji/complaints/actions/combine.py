"""Merging, splitting and linking complaints."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.actions.deadlines import undo_lapse
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.actions.register import register_complaint
from zhuanji.complaints.actions.task_review import require_no_tasks
from zhuanji.complaints.models import Complaint, Link
from zhuanji.complaints.policies import require_may_merge, require_may_work
from zhuanji.complaints.registration import Registration
from zhuanji.complaints.stages import OPEN, Stage, check_move
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Stale


class CannotCombine(DomainError):
    """These two cannot be one."""

    message = _("A complaint can only be merged into another open one. Check the number.")


@transaction.atomic
def merge_complaint(*, by: Actor, at: datetime, complaint: Complaint, into: Complaint) -> Complaint:
    """Let `complaint` go on inside `into`; its own record stays and points there."""
    complaint, into = _lock_both(complaint, into)
    require_may_merge(by, complaint)
    require_may_merge(by, into)
    if complaint.pk == into.pk or into.stage not in OPEN:
        raise CannotCombine
    require_no_tasks(complaint)
    complaint.stage_before_merge = complaint.stage
    complaint.merged_into = into
    complaint.acknowledgement_due = False
    move(complaint, Stage.MERGED, at=at)
    record(
        kind="complaint.merged",
        about=complaint.about,
        by=by,
        at=at,
        into=into.pk,
        number=into.number,
        stage=complaint.stage,
    )
    record(
        kind="complaint.absorbed",
        about=into.about,
        by=by,
        at=at,
        other=complaint.pk,
        number=complaint.number,
    )
    return complaint


@transaction.atomic
def undo_merge(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """Take a merged complaint out again, to the stage where it stood."""
    complaint = lock(complaint)
    require_may_merge(by, complaint)
    if complaint.merged_into_id is None:
        raise Stale
    into = Complaint.objects.get(pk=complaint.merged_into_id)
    stage = Stage(complaint.stage_before_merge)
    check_move(Stage.MERGED, stage)
    undo_lapse(complaint, ended_at=complaint.finished_at, at=at)
    complaint.merged_into = None
    complaint.stage_before_merge = ""
    move(complaint, stage, at=at)
    record(kind="complaint.unmerged", about=complaint.about, by=by, at=at, stage=complaint.stage)
    record(kind="complaint.released", about=into.about, by=by, at=at, other=complaint.pk)
    return complaint


@transaction.atomic
def split_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, given: Registration
) -> Complaint:
    """Register a second matter of the same customer as a complaint of its own, linked to this."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    part = register_complaint(by=by, at=at, given=given, owner=complaint.owner, acknowledge=True)
    if part.customer_id is None and complaint.customer_id is not None:
        Complaint.objects.filter(pk=part.pk).update(customer=complaint.customer_id)
    _link(complaint, part, Link.Kind.SPLIT, by=by, at=at)
    return part


@transaction.atomic
def link_complaints(
    *, by: Actor, at: datetime, complaint: Complaint, other: Complaint, kind: Link.Kind
) -> bool:
    """Note that two complaints belong together. Return False when that was noted before."""
    complaint, other = _lock_both(complaint, other)
    require_may_work(by, complaint)
    require_may_work(by, other)
    if complaint.pk == other.pk:
        raise CannotCombine(_("A complaint cannot be linked to itself. Check the number."))
    return _link(complaint, other, kind, by=by, at=at)


@transaction.atomic
def unlink_complaints(*, by: Actor, at: datetime, complaint: Complaint, other: Complaint) -> bool:
    """Take the link between two complaints away. Return False when there is none."""
    complaint, other = _lock_both(complaint, other)
    require_may_work(by, complaint)
    one, two = sorted([complaint.pk, other.pk])
    deleted, _rows = Link.objects.filter(one=one, other=two).delete()
    if deleted:
        for this, that in ((complaint, other), (other, complaint)):
            record(kind="complaint.unlinked", about=this.about, by=by, at=at, other=that.pk)
    return bool(deleted)


def _link(one: Complaint, other: Complaint, kind: Link.Kind, *, by: Actor, at: datetime) -> bool:
    first, second = sorted([one, other], key=lambda c: c.pk)
    _row, is_new = Link.objects.get_or_create(
        one=first, other=second, defaults={"kind": kind, "at": at}
    )
    if is_new:
        for this, that in ((one, other), (other, one)):
            record(
                kind="complaint.linked",
                about=this.about,
                by=by,
                at=at,
                other=that.pk,
                number=that.number,
                link=kind,
            )
    return is_new


def _lock_both(one: Complaint, other: Complaint) -> tuple[Complaint, Complaint]:
    """Always in the same order, so that two merges never wait for each other."""
    rows = {c.pk: lock(c) for c in sorted({one, other}, key=lambda c: c.pk)}
    return rows[one.pk], rows[other.pk]
