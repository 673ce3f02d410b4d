"""Deciding whether a complaint is justified. A refusal needs a second person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.policies import require_may_confirm_refusal, require_may_judge
from zhuanji.complaints.reasons import FITTING
from zhuanji.complaints.stages import Stage, check_move
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale

State = Judgement.State


class SecondPersonNeeded(DomainError):
    """The one who proposed a refusal may not confirm it."""

    status = 403
    message = _(
        "You proposed this refusal yourself. A second person must confirm it: ask a team leader or legal counsel."
    )


@transaction.atomic
def judge_complaint(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    verdict: Verdict,
    reason: str,
    explanation: str,
) -> Judgement:
    """Find a complaint upheld, partly upheld or (as a proposal) not upheld.

    Raises Invalid without an explanation or with a reason that contradicts the verdict.
    """
    complaint = lock(complaint)
    require_may_judge(by, complaint)
    check_move(Stage(complaint.stage), Stage.JUDGED)
    _check_words(verdict, reason, explanation)
    refusal = verdict == Verdict.NOT_UPHELD
    if Judgement.objects.filter(complaint=complaint, state=State.PROPOSED).exists():
        raise Stale(
            _("A refusal is already waiting for its second person. Wait for their decision.")
        )
    judgement = Judgement.objects.create(
        complaint=complaint,
        verdict=verdict,
        reason=reason,
        explanation=explanation.strip(),
        state=State.PROPOSED if refusal else State.CONFIRMED,
        proposed_by=by.key,
        proposed_at=at,
    )
    kind = "complaint.refusal_proposed" if refusal else "complaint.judged"
    if not refusal:
        _put_in_force(complaint, judgement, at=at)
    _record(kind, complaint, judgement, by=by, at=at)
    return judgement


@transaction.atomic
def confirm_refusal(
    *, by: Actor, at: datetime, judgement: Judgement, review: str = ""
) -> Judgement:
    """Agree, as the second person, that a complaint is not upheld. Its letter can now be sent."""
    complaint, judgement = _proposed(by, judgement)
    _close(judgement, State.CONFIRMED, by=by, at=at, review=review)
    _put_in_force(complaint, judgement, at=at)
    _record("complaint.refusal_confirmed", complaint, judgement, by=by, at=at)
    return judgement


@transaction.atomic
def return_refusal(*, by: Actor, at: datetime, judgement: Judgement, review: str) -> Judgement:
    """Send a proposed refusal back with the reason why; the complaint stays where it is."""
    complaint, judgement = _proposed(by, judgement)
    if not review.strip():
        raise Invalid({"review": _("Say what is missing, so that your colleague can go on.")})
    _close(judgement, State.RETURNED, by=by, at=at, review=review)
    _record("complaint.refusal_returned", complaint, judgement, by=by, at=at)
    return judgement


def _check_words(verdict: Verdict, reason: str, explanation: str) -> None:
    problems: dict[str, object] = {}
    if reason not in Judgement.Reason.values:
        problems["reason"] = _("Choose a reason.")
    elif reason not in FITTING[verdict]:
        known = "、".join(str(one.label) for one in FITTING[verdict])
        problems["reason"] = _(
            "This reason contradicts the verdict “%(verdict)s”. Fitting reasons: %(known)s."
        ) % {"verdict": verdict.label, "known": known}
    if not explanation.strip():
        problems["explanation"] = _("Write down what was found, so that others can follow it.")
    if problems:
        raise Invalid({field: str(words) for field, words in problems.items()})


def _proposed(by: Actor, judgement: Judgement) -> tuple[Complaint, Judgement]:
    complaint = lock(judgement.complaint)
    require_may_confirm_refusal(by, complaint)
    judgement = Judgement.objects.get(pk=judgement.pk)
    if judgement.state != State.PROPOSED:
        raise Stale
    if judgement.proposed_by == by.key:
        raise SecondPersonNeeded
    return complaint, judgement


def _close(judgement: Judgement, state: State, *, by: Actor, at: datetime, review: str) -> None:
    judgement.state = state
    judgement.reviewed_by, judgement.reviewed_at = by.key, at
    judgement.review = review.strip()
    judgement.save()


def _put_in_force(complaint: Complaint, judgement: Judgement, *, at: datetime) -> None:
    complaint.verdict = judgement.verdict
    move(complaint, Stage.JUDGED, at=at)


def _record(
    kind: str, complaint: Complaint, judgement: Judgement, *, by: Actor, at: datetime
) -> None:
    record(
        kind=kind,
        about=complaint.about,
        by=by,
        at=at,
        judgement=judgement.pk,
        verdict=judgement.verdict,
        reason=judgement.reason,
        stage=complaint.stage,
    )
