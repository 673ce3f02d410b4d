"""A complaint goes from registration to its end, and every step is one line of history."""

from datetime import timedelta

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Deadline, Judgement, Verdict
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.models import Message
from zhuanji.dispatch.queries import choose_owners
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def stage_of(complaint: Complaint) -> str:
    return Complaint.objects.get(pk=complaint.pk).stage


def judged(verdict: Verdict = Verdict.UPHELD) -> Complaint:
    complaint = cast.wang_complains()
    actions.acknowledge_due(at=cast.MONDAY)
    actions.judge_complaint(
        by=cast.lin().actor,
        at=cast.MONDAY,
        complaint=complaint,
        verdict=verdict,
        reason="facts_confirmed" if verdict != Verdict.NOT_UPHELD else "natural_cause",
        explanation="检测确认绝缘层破损。",
    )
    return complaint


def test_a_complaint_goes_from_registered_to_closed_with_one_line_a_step() -> None:
    complaint = judged()
    lin, chen, wang = cast.lin().actor, cast.chen().actor, cast.as_complainant(complaint)
    zhou = cast.zhou().actor
    actions.arrange_complaint(
        by=zhou,
        at=cast.MONDAY,
        complaint=complaint,
        field="department",
        value=str(cast.department().pk),
    )
    actions.start_handling(by=chen, at=cast.MONDAY, complaint=complaint)
    actions.record_findings(
        by=chen, at=cast.MONDAY, complaint=complaint, how="退款", why="绝缘层破损"
    )
    actions.answer_complaint(
        by=lin, at=cast.MONDAY + HOUR, complaint=complaint, body="已为您退款。"
    )
    actions.accept_answer(by=wang, at=cast.MONDAY + HOUR, complaint=complaint)
    actions.close_complaint(by=lin, at=cast.MONDAY + 2 * HOUR, complaint=complaint)

    complaint.refresh_from_db()
    assert (complaint.stage, complaint.finished_at) == (Stage.CLOSED, cast.MONDAY + 2 * HOUR)
    assert (complaint.answered_at, complaint.due_at) == (cast.MONDAY + HOUR, None)
    states = Deadline.objects.filter(complaint=complaint).order_by("kind")
    assert list(states.values_list("kind", "state")) == [
        ("acknowledgement", "met"),
        ("first_answer", "met"),
        ("heartbeat", "lapsed"),
        ("resolution", "met"),
    ]
    kinds = Entry.objects.filter(about=complaint.about).order_by("sequence")
    assert [kind.removeprefix("complaint.") for kind in kinds.values_list("kind", flat=True)] == [
        "registered",
        "acknowledged",
        "judged",
        "assigned",
        "handling_started",
        "findings_recorded",
        "answered",
        "answer_accepted",
        "closed",
    ]
    assert first_broken_link() is None


def test_a_refusal_needs_a_second_person_and_its_letter_names_further_rights() -> None:
    complaint = judged(Verdict.NOT_UPHELD)
    judgement = Judgement.objects.get()
    assert stage_of(complaint) == Stage.ACKNOWLEDGED

    Judgement.objects.filter(pk=judgement.pk).update(proposed_by=cast.zhou().actor.key)
    with pytest.raises(actions.judge.SecondPersonNeeded):
        actions.confirm_refusal(by=cast.zhou().actor, at=cast.MONDAY, judgement=judgement)
    actions.confirm_refusal(by=cast.fang().actor, at=cast.MONDAY, judgement=judgement)
    assert stage_of(complaint) == Stage.JUDGED

    with pytest.raises(actions.work.RightsMissing):
        actions.answer_complaint(
            by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="不予支持。"
        )
    actions.answer_complaint(
        by=cast.lin().actor,
        at=cast.MONDAY,
        complaint=complaint,
        body="您可以请求调解、拨打12315、申请仲裁或向法院提起诉讼。",
    )
    assert Message.objects.get(kind=Message.Kind.REFUSAL).to == "wang@example.com"
    assert stage_of(complaint) == Stage.ANSWERED


def test_a_returned_refusal_leaves_the_complaint_where_it_was() -> None:
    complaint = judged(Verdict.NOT_UPHELD)

    actions.return_refusal(
        by=cast.fang().actor,
        at=cast.MONDAY,
        judgement=Judgement.objects.get(),
        review="缺少检测报告",
    )

    assert (stage_of(complaint), Judgement.objects.get().state) == (Stage.ACKNOWLEDGED, "returned")


def test_the_customer_rejects_with_a_reason_and_handling_begins_again() -> None:
    complaint = judged()
    wang = cast.as_complainant(complaint)
    actions.answer_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="换新。"
    )

    with pytest.raises(Invalid):
        actions.reject_answer(by=wang, at=cast.MONDAY, complaint=complaint, why="  ")
    actions.reject_answer(by=wang, at=cast.MONDAY, complaint=complaint, why="我要退款")
    actions.start_handling(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint)

    assert stage_of(complaint) == Stage.HANDLING
    assert Message.objects.get(direction="in").body == "我要退款"


def test_reopening_starts_a_new_term() -> None:
    complaint = judged()
    lin = cast.lin().actor
    actions.withdraw_complaint(by=lin, at=cast.MONDAY, complaint=complaint, reason="客户撤诉")
    later = cast.MONDAY + timedelta(days=9)

    actions.reopen_complaint(by=lin, at=later, complaint=complaint, reason="问题又出现")

    complaint.refresh_from_db()
    assert (complaint.stage, complaint.due_at) == (Stage.REOPENED, later + timedelta(hours=24))


def test_merging_and_undoing_it_leaves_both_as_they_were() -> None:
    complaint, into = judged(), cast.wang_complains(account="还是那个水壶")
    before = Complaint.objects.filter(pk=complaint.pk).values().get()
    zhou = cast.zhou().actor

    actions.merge_complaint(by=zhou, at=cast.MONDAY + HOUR, complaint=complaint, into=into)
    assert stage_of(complaint) == Stage.MERGED
    actions.undo_merge(by=zhou, at=cast.MONDAY + HOUR, complaint=complaint)

    assert Complaint.objects.filter(pk=complaint.pk).values().get() == before


def test_a_complaint_of_another_department_does_not_exist_for_its_handlers() -> None:
    complaint = cast.wang_complains(place=cast.department())

    with pytest.raises(NotFound):
        actions.add_note(by=cast.wu().actor, at=cast.MONDAY, complaint=complaint, body="看看")


def test_the_acknowledgement_names_number_owner_and_date_and_is_sent_once() -> None:
    complaint = cast.wang_complains()

    for waiting in (1, 0):
        sent = actions.acknowledge_due(at=cast.MONDAY, choose_owners=choose_owners)
        assert sent == waiting

    message = Message.objects.get()
    assert (message.to, message.state) == ("wang@example.com", "queued")
    assert complaint.number in message.body
    assert "林小雨" in message.body
    assert "2026-03-03 09:30" in message.body
    assert cast.ACCOUNT not in message.body


def test_the_same_source_key_registers_once() -> None:
    first = cast.wang_complains(source_key="web:1")
    second = cast.wang_complains(source_key="web:1")

    assert (first.pk, Complaint.objects.count()) == (second.pk, 1)


GRANTING = {"facts_confirmed", "part_confirmed"}
CARRIED = {
    ("upheld", "facts_confirmed"),
    ("partly", "facts_confirmed"),
    ("partly", "part_confirmed"),
    *(("not_upheld", one) for one in Judgement.Reason.values if one not in GRANTING),
}


@pytest.mark.parametrize("reason", Judgement.Reason.values)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_reason_that_contradicts_the_verdict_is_refused(verdict: Verdict, reason: str) -> None:
    complaint, by = cast.wang_complains(owner=cast.lin()), cast.lin().actor
    complaint = actions.acknowledge_complaint(by=by, at=cast.MONDAY, complaint=complaint)

    try:
        actions.judge_complaint(
            by=by,
            at=cast.MONDAY,
            complaint=complaint,
            verdict=verdict,
            reason=reason,
            explanation="已核查",
        )
        refused = set()
    except Invalid as refusal:
        refused = set(refusal.problems)

    assert refused == (set() if (verdict.value, reason) in CARRIED else {"reason"})
