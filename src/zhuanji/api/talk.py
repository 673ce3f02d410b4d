"""What is said about a complaint: to the customer, by the customer, among colleagues."""

from django.utils import timezone
from ninja import Router

from zhuanji.api import schemas
from zhuanji.api.acts import STAND, stand_now
from zhuanji.api.authentication import Machine
from zhuanji.complaints import actions
from zhuanji.complaints.queries import get_complaint
from zhuanji.staff.queries import people_by_id

router = Router(tags=["talk"])


@router.post("/{number}/replies", response=STAND)
def reply_to_customer(request: Machine, number: str, given: schemas.Body) -> schemas.Stand:
    """Say something to the customer without answering the complaint yet."""
    complaint = get_complaint(number, actor=request.actor)
    actions.reply_to_customer(
        by=request.actor, at=timezone.now(), complaint=complaint, body=given.body
    )
    return stand_now(request, number)


@router.post("/{number}/answer", response=STAND)
def answer_complaint(request: Machine, number: str, given: schemas.AnswerGiven) -> schemas.Stand:
    """Give the company's answer, which the customer may accept or reject."""
    complaint = get_complaint(number, actor=request.actor)
    actions.answer_complaint(
        by=request.actor,
        at=timezone.now(),
        complaint=complaint,
        body=given.body,
        cancel_tasks=given.cancel_tasks,
    )
    return stand_now(request, number)


@router.post("/{number}/customer-messages", response=STAND)
def add_customer_message(request: Machine, number: str, given: schemas.Body) -> schemas.Stand:
    """Keep what the customer told you."""
    complaint = get_complaint(number, actor=request.actor)
    actions.add_customer_message(
        by=request.actor, at=timezone.now(), complaint=complaint, body=given.body
    )
    return stand_now(request, number)


@router.post("/{number}/accept", response=STAND)
def accept_answer(request: Machine, number: str) -> schemas.Stand:
    """Note that the customer is content with the answer."""
    complaint = get_complaint(number, actor=request.actor)
    actions.accept_answer(by=request.actor, at=timezone.now(), complaint=complaint)
    return stand_now(request, number)


@router.post("/{number}/reject", response=STAND)
def reject_answer(request: Machine, number: str, given: schemas.WhyGiven) -> schemas.Stand:
    """Note that the customer is not content, and why."""
    complaint = get_complaint(number, actor=request.actor)
    actions.reject_answer(by=request.actor, at=timezone.now(), complaint=complaint, why=given.why)
    return stand_now(request, number)


@router.post("/{number}/notes", response=STAND)
def add_note(request: Machine, number: str, given: schemas.NoteGiven) -> schemas.Stand:
    """Write an internal note; the colleagues mentioned find it on their Today page."""
    actions.add_note(
        by=request.actor,
        at=timezone.now(),
        complaint=get_complaint(number, actor=request.actor),
        body=given.body,
        mentions=people_by_id(given.mentions),
    )
    return stand_now(request, number)
