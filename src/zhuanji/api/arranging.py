"""Who looks after a complaint, what it is about, which others belong to it."""

from typing import Any

from django.utils import timezone
from ninja import Router, Status

from zhuanji.api import schemas, showing
from zhuanji.api.acts import STAND, stand_now
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints import actions
from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.registration import Registration
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.staff.queries import code_of
from zhuanji.triage.actions import settle_proposal

router = Router(tags=["arranging"])


@router.post("/{number}/assign", response=STAND)
def assign_complaint(request: Machine, number: str, given: schemas.Assignment) -> schemas.Stand:
    """Give the complaint to a member of staff or to a department: one of the two a call."""
    return _arrange(request, number, given)


@router.post("/{number}/classify", response=STAND)
def classify_complaint(
    request: Machine, number: str, given: schemas.Classification
) -> schemas.Stand:
    """Set the grade, which sets the deadlines, or the category: one of the two a call."""
    return _arrange(request, number, given)


def _arrange(request: Machine, number: str, given: schemas.OneOf) -> schemas.Stand:
    field = next(iter(given.model_fields_set))
    value = getattr(given, field)
    words = "" if value is None else str(value)
    of: dict[str, Any] = {
        "by": request.actor,
        "at": timezone.now(),
        "complaint": get_complaint(number, actor=request.actor),
    }
    if field == "owner":
        actions.arrange_complaint(field=field, value=words, **of)
    else:  # what triage proposes as well: it is learned from
        label = _code(words) if field == "department" else words
        settle_proposal(head=field, label=label, source="api", **of)
    return stand_now(request, number)


def _code(department: str) -> str:
    try:
        return code_of(department)
    except Stale as gone:
        raise Invalid({"department": str(gone)}) from gone


@router.post("/{number}/confidentiality", response=STAND)
def set_confidential(
    request: Machine, number: str, given: schemas.Confidentiality
) -> schemas.Stand:
    """Hide who complained from everybody but the owner, or show it again."""
    actions.set_confidential(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        confidential=given.confidential,
    )
    return stand_now(request, number)


@router.post("/{number}/reveal", response={200: schemas.Shown, **refusals(403, 404, 422)})
def reveal_person(request: Machine, number: str, given: schemas.ReasonGiven) -> schemas.Shown:
    """Read one complaint unmasked for half an hour, with the reason on record."""
    complaint, now = get_complaint(number, actor=request.actor), timezone.now()
    actions.reveal_person(by=request.actor, at=now, complaint=complaint, reason=given.reason)
    return showing.shown(complaint, request.actor, at=now)


@router.post("/{number}/merge", response=STAND)
def merge_complaint(request: Machine, number: str, given: schemas.Other) -> schemas.Stand:
    """Let this complaint go on inside another."""
    actions.merge_complaint(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        into=get_complaint(given.number, actor=request.actor),
    )
    return stand_now(request, number)


@router.post("/{number}/unmerge", response=STAND)
def undo_merge(request: Machine, number: str) -> schemas.Stand:
    """Take a merged complaint out again, to the stage where it stood."""
    complaint = get_complaint(number, actor=request.actor)
    actions.undo_merge(by=request.actor, at=timezone.now(), complaint=complaint)
    return stand_now(request, number)


@router.post("/{number}/split", response={201: schemas.Registered, **refusals(403, 404, 422)})
def split_complaint(
    request: Machine, number: str, given: Registration
) -> Status[schemas.Registered]:
    """Register a second matter of the same customer as a complaint of its own, linked to this."""
    complaint = get_complaint(number, actor=request.actor)
    part = actions.split_complaint(
        by=request.actor, at=timezone.now(), complaint=complaint, given=given
    )
    return Status(201, showing.registered(part))


@router.post("/{number}/links", response=STAND)
def link_complaints(request: Machine, number: str, given: schemas.LinkGiven) -> schemas.Stand:
    """Note that two complaints belong together."""
    actions.link_complaints(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        other=get_complaint(given.number, actor=request.actor),
        kind=given.kind,
    )
    return stand_now(request, number)


@router.delete("/{number}/links/{other}", response=STAND)
def unlink_complaints(request: Machine, number: str, other: str) -> schemas.Stand:
    """Take the link between two complaints away."""
    actions.unlink_complaints(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        other=get_complaint(other, actor=request.actor),
    )
    return stand_now(request, number)
