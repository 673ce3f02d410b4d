"""Every letter is wholly in the language of its complaint, whoever sends it in which language."""

from collections.abc import Callable

import pytest
from django.utils import translation

from tests.cast import MONDAY, lin, wang_complains, zhou
from zhuanji.complaints.actions import (
    acknowledge_complaint,
    answer_complaint,
    confirm_refusal,
    judge_complaint,
    reply_to_customer,
)
from zhuanji.complaints.letters import refusal
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.models import Message

pytestmark = pytest.mark.django_db
HAN = range(0x4E00, 0x9FFF)


def acknowledgement(complaint: Complaint) -> tuple[str, str]:
    acknowledge_complaint(by=lin().actor, at=MONDAY, complaint=complaint)
    return _sent(complaint)


def reply(complaint: Complaint) -> tuple[str, str]:
    reply_to_customer(by=lin().actor, at=MONDAY, complaint=complaint, body="1")
    return _sent(complaint)


def answer(complaint: Complaint) -> tuple[str, str]:
    _judge(complaint, Verdict.UPHELD, "facts_confirmed")
    answer_complaint(by=lin().actor, at=MONDAY, complaint=complaint, body="1")
    return _sent(complaint)


def refused(complaint: Complaint) -> tuple[str, str]:
    judgement = _judge(complaint, Verdict.NOT_UPHELD, "natural_cause")
    confirm_refusal(by=zhou().actor, at=MONDAY, judgement=judgement)
    complaint.refresh_from_db()
    _subject, body = refusal(complaint, judgement)
    answer_complaint(by=lin().actor, at=MONDAY, complaint=complaint, body=body)
    return _sent(complaint)


def _judge(complaint: Complaint, verdict: Verdict, reason: str) -> Judgement:
    Complaint.objects.filter(pk=complaint.pk).update(stage=Stage.ACKNOWLEDGED)
    return judge_complaint(
        by=lin().actor,
        at=MONDAY,
        complaint=complaint,
        verdict=verdict,
        reason=reason,
        explanation="1",
    )


def _sent(complaint: Complaint) -> tuple[str, str]:
    message = Message.objects.get(thread=complaint.thread)
    body = message.body
    for said in (lin().name, "王建国", complaint.number):
        body = body.replace(said, "")
    return message.subject, body


def _has_han(words: str) -> bool:
    return any(ord(ch) in HAN for ch in words)


@pytest.mark.parametrize("theirs", ["zh-hans", "en"])
@pytest.mark.parametrize("ours", ["zh-hans", "en"])
@pytest.mark.parametrize("letter", [acknowledgement, reply, answer, refused])
def test_a_letter_is_wholly_in_the_language_of_the_complaint(
    letter: Callable[[Complaint], tuple[str, str]], ours: str, theirs: str
) -> None:
    complaint = wang_complains(language=theirs)
    with translation.override(ours):
        subject, body = letter(complaint)
    mixed = [word for word in ("complaint", "Finding", "Your") if word in subject + body]
    if theirs == "en":
        assert (_has_han(subject), _has_han(body), "complaint" in subject) == (False, False, True)
    else:
        assert (_has_han(subject), mixed) == (True, [])


def test_the_first_letter_tells_what_is_due_by_when() -> None:
    complaint = wang_complains(grade="complex")
    _subject, body = acknowledgement(complaint)
    assert "2026-03-04 09:30 前给您首次答复，最迟在 2026-03-11 09:30 前办结" in body
    general = wang_complains()
    _subject, body = acknowledgement(general)
    assert "我们最迟将在 2026-03-03 09:30 前给您答复并办结。" in body
