"""What moves a complaint through its life. Each answers with where the complaint stands then."""

from django.utils import timezone
from ninja import Router

from zhuanji.api import schemas, showing
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints import actions
from zhuanji.complaints.models import Judgement
from zhuanji.complaints.queries import get_complaint
from zhuanji.kernel.errors import Stale
from zhuanji.triage.actions import confirm_refusal_and_learn, judge_and_learn

router = Router(tags=["acts"])
STAND = {200: schemas.Stand, **refusals(403, 404, 409, 422)}


def stand_now(request: Machine, number: str) -> schemas.Stand:
    return showing.stand(get_complaint(number, actor=request.actor))


@router.post("/{number}/judge", response=STAND)
def judge_complaint(request: Machine, number: str, given: schemas.JudgementGiven) -> schemas.Stand:
    """Say whether the complaint is justified; `not_upheld` waits for a second person."""
    judge_and_learn(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        verdict=given.verdict,
        reason=given.reason,
        explanation=given.explanation,
    )
    return stand_now(request, number)


@router.post("/{number}/confirm-refusal", response=STAND)
def confirm_refusal(request: Machine, number: str, given: schemas.Review) -> schemas.Stand:
    """Agree, as the second person, that the complaint is not upheld."""
    proposed = _proposed(request, number)
    confirm_refusal_and_learn(
        by=request.actor, at=timezone.now(), judgement=proposed, review=given.review
    )
    return stand_now(request, number)


@router.post("/{number}/return-refusal", response=STAND)
def return_refusal(request: Machine, number: str, given: schemas.Review) -> schemas.Stand:
    """Send a proposed refusal back, with what is missing."""
    proposed = _proposed(request, number)
    actions.return_refusal(
        by=request.actor, at=timezone.now(), judgement=proposed, review=given.review
    )
    return stand_now(request, number)


def _proposed(request: Machine, number: str) -> Judgement:
    complaint = get_complaint(number, actor=request.actor)
    waiting = complaint.judgements.filter(state=Judgement.State.PROPOSED).first()
    if waiting is None:
        raise Stale
    return waiting


@router.post("/{number}/start-handling", response=STAND)
def start_handling(request: Machine, number: str) -> schemas.Stand:
    """Begin to put things right."""
    complaint = get_complaint(number, actor=request.actor)
    actions.start_handling(by=request.actor, at=timezone.now(), complaint=complaint)
    return stand_now(request, number)


@router.post("/{number}/findings", response=STAND)
def record_findings(request: Machine, number: str, given: schemas.Findings) -> schemas.Stand:
    """Write down how it is resolved, why it happened, what prevents it; the customer reads them."""
    complaint = get_complaint(number, actor=request.actor)
    findings = given.model_dump(exclude_none=True)
    actions.record_findings(by=request.actor, at=timezone.now(), complaint=complaint, **findings)
    return stand_now(request, number)


@router.post("/{number}/restatement", response=STAND)
def restate_complaint(request: Machine, number: str, given: schemas.Restatement) -> schemas.Stand:
    """Write down how we understood it, and whether the customer said that is right."""
    actions.restate_complaint(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        restatement=given.restatement,
        confirmed=given.confirmed,
    )
    return stand_now(request, number)


@router.post("/{number}/close", response=STAND)
def close_complaint(request: Machine, number: str) -> schemas.Stand:
    """Close what was answered, accepted, or rejected with its further ways told."""
    complaint = get_complaint(number, actor=request.actor)
    actions.close_complaint(by=request.actor, at=timezone.now(), complaint=complaint)
    return stand_now(request, number)


@router.post("/{number}/withdraw", response=STAND)
def withdraw_complaint(request: Machine, number: str, given: schemas.ReasonGiven) -> schemas.Stand:
    """Note that the customer takes the complaint back."""
    complaint = get_complaint(number, actor=request.actor)
    actions.withdraw_complaint(
        by=request.actor, at=timezone.now(), complaint=complaint, reason=given.reason
    )
    return stand_now(request, number)


@router.post("/{number}/reopen", response=STAND)
def reopen_complaint(request: Machine, number: str, given: schemas.ReasonGiven) -> schemas.Stand:
    """Begin again, with a new term."""
    complaint = get_complaint(number, actor=request.actor)
    actions.reopen_complaint(
        by=request.actor, at=timezone.now(), complaint=complaint, reason=given.reason
    )
    return stand_now(request, number)
