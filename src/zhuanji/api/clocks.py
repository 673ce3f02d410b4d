"""The clocks of a complaint: let them rest, let them run on, escalate, promise."""

from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Router

from zhuanji.api import schemas
from zhuanji.api.acts import STAND, stand_now
from zhuanji.api.authentication import Machine
from zhuanji.complaints import actions
from zhuanji.complaints.models import Promise
from zhuanji.complaints.queries import get_complaint, unexplained_delay
from zhuanji.kernel.errors import NotFound, Stale

router = Router(tags=["acts"])
SmallId = Annotated[int, Path(ge=1, le=2**63 - 1)]


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


@router.post("/{number}/escalations/{escalation_id}/acknowledge", response=STAND)
def acknowledge_escalation(
    request: Machine, number: str, escalation_id: SmallId, given: schemas.NoteTaken
) -> schemas.Stand:
    """Pass on that one of those before whom the complaint was put took note of it."""
    rows = get_complaint(number, actor=request.actor).escalations
    row = rows.filter(pk=escalation_id).select_related("complaint").first()
    if row is None:
        raise NotFound
    actions.acknowledge_escalation(
        by=request.actor, at=timezone.now(), escalation=row, person=given.person
    )
    return stand_now(request, number)


@router.post("/{number}/promises/{promise_id}/keep", response=STAND)
def keep_promise(request: Machine, number: str, promise_id: SmallId) -> schemas.Stand:
    """Note that what was promised was done."""
    promise = _promise(request, number, promise_id)
    actions.keep_promise(by=request.actor, at=timezone.now(), promise=promise)
    return stand_now(request, number)


@router.post("/{number}/promises/{promise_id}/withdraw", response=STAND)
def withdraw_promise(
    request: Machine, number: str, promise_id: SmallId, given: schemas.Withdrawal
) -> schemas.Stand:
    """Note that a promise was recorded wrongly: it is neither kept nor broken."""
    promise = _promise(request, number, promise_id)
    actions.withdraw_promise(
        by=request.actor, at=timezone.now(), promise=promise, reason=given.reason
    )
    return stand_now(request, number)


def _promise(request: Machine, number: str, pk: int) -> Promise:
    rows = get_complaint(number, actor=request.actor).promises
    promise = rows.filter(pk=pk).select_related("complaint", "deadline").first()
    if promise is None:
        raise NotFound
    return promise


@router.post("/{number}/explain-delay", response=STAND)
def explain_delay(request: Machine, number: str, given: schemas.DelayExplained) -> schemas.Stand:
    """Say why the first deadline that passed unmet, and that nobody explained, was late."""
    delay = unexplained_delay(get_complaint(number, actor=request.actor))
    if delay is None:
        raise Stale(_("No deadline of this complaint waits for an explanation."))
    actions.explain_delay(
        by=request.actor, at=timezone.now(), delay=delay, cause=given.cause, words=given.words
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
