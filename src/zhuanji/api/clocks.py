"""The clocks of a complaint: let them rest, let them run on, escalate, promise."""

from django.utils import timezone
from ninja import Router

from zhuanji.api import schemas
from zhuanji.api.acts import STAND, stand_now
from zhuanji.api.authentication import Machine
from zhuanji.complaints import actions
from zhuanji.complaints.queries import get_complaint

router = Router(tags=["acts"])


@router.post("/{number}/pause", response=STAND)
def pause_complaint(request: Machine, number: str, given: schemas.PauseGiven) -> schemas.Stand:
    """Let the deadlines rest that the playbook rests for this reason, on record."""
    actions.pause_complaint(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        reason=given.reason,
        words=given.words,
    )
    return stand_now(request, number)


@router.post("/{number}/resume", response=STAND)
def resume_complaint(request: Machine, number: str) -> schemas.Stand:
    """Let the deadlines run on, later by the time they rested."""
    complaint = get_complaint(number, actor=request.actor)
    actions.resume_complaint(by=request.actor, at=timezone.now(), complaint=complaint)
    return stand_now(request, number)


@router.post("/{number}/escalate", response=STAND)
def escalate_complaint(
    request: Machine, number: str, given: schemas.EscalationGiven
) -> schemas.Stand:
    """Put the complaint before a team leader, legal counsel or an executive."""
    actions.escalate_complaint(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        to=given.to,
        words=given.words,
    )
    return stand_now(request, number)


@router.post("/{number}/promises", response=STAND)
def make_promise(request: Machine, number: str, given: schemas.PromiseGiven) -> schemas.Stand:
    """Keep a promise to the customer as a clock of the complaint's owner."""
    actions.make_promise(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        words=given.words,
        due_at=given.due_at,
    )
    return stand_now(request, number)


@router.post("/{number}/duties", response=STAND)
def start_duty(request: Machine, number: str, given: schemas.DutyGiven) -> schemas.Stand:
    """Let a legal deadline begin with what happened: goods came back, a refund was promised."""
    actions.start_duty(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        key=given.key,
        since=given.since,
    )
    return stand_now(request, number)


@router.post("/{number}/duties/{key}/fulfil", response=STAND)
def fulfil_duty(request: Machine, number: str, key: str) -> schemas.Stand:
    """Note that what the law asks was done."""
    complaint = get_complaint(number, actor=request.actor)
    actions.fulfil_duty(by=request.actor, at=timezone.now(), complaint=complaint, key=key)
    return stand_now(request, number)
