"""Judging where triage gave a hint: the complaint's own judgement, and what it teaches."""

from datetime import datetime

from django.db import transaction

from zhuanji.complaints.actions import confirm_refusal, judge_complaint
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.kernel.actors import Actor
from zhuanji.triage.actions.settle import learn_decision

HEAD = "validity"


@transaction.atomic
def judge_and_learn(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    verdict: Verdict,
    reason: str,
    explanation: str,
) -> Judgement:
    """Judge a complaint, beside what the past had hinted at.

    A refusal waits for its second person: it teaches once that one agrees.
    """
    judgement = judge_complaint(
        by=by, at=at, complaint=complaint, verdict=verdict, reason=reason, explanation=explanation
    )
    if judgement.state == Judgement.State.CONFIRMED:
        learn_decision(by=by, at=at, complaint=complaint, head=HEAD, label=judgement.verdict)
    return judgement


@transaction.atomic
def confirm_refusal_and_learn(
    *, by: Actor, at: datetime, judgement: Judgement, review: str = ""
) -> Judgement:
    """Agree to a refusal as the second person, beside what the past had hinted at."""
    made = confirm_refusal(by=by, at=at, judgement=judgement, review=review)
    learn_decision(by=by, at=at, complaint=made.complaint, head=HEAD, label=made.verdict)
    return made
