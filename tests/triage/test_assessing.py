"""Complaints are assessed by themselves, once for each new wording."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from zhuanji.complaints.actions import arrange_complaint, correct_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed
from zhuanji.triage.actions import assess_complaints, settle_proposal, tell_legal
from zhuanji.triage.models import Assessment, Confirmation

pytestmark = pytest.mark.django_db
LATER = cast.MONDAY + timedelta(hours=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的，客服不回复。"


def kinds(complaint: Complaint) -> list[str]:
    lines = Entry.objects.filter(about=complaint.about).order_by("sequence")
    return [kind.removeprefix("complaint.") for kind in lines.values_list("kind", flat=True)]


def test_what_is_registered_is_due_and_assessed_once() -> None:
    cast.department()
    complaint = cast.wang_complains(account=LEAK)

    assert [assess_complaints(at=LATER), assess_complaints(at=LATER)] == [1, 0]

    made = Assessment.objects.get(complaint=complaint)
    complaint.refresh_from_db()
    assert made.proposals["category"]["label"] == "quality.leak"
    assert made.proposals["department"]["label"] == "quality"
    assert (made.made_at, complaint.to_assess, complaint.triage) == (LATER, False, "proposed")
    assert kinds(complaint) == ["registered", "assessed"]


def test_a_correction_makes_it_due_again_and_the_newer_one_takes_the_place() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    words = read_registration(
        {"channel": "phone", "account": LEAK, "demand": "赔偿医药费，孩子烫伤住院"}
    )
    correct_complaint(by=cast.lin().actor, at=LATER, complaint=complaint, given=words)

    assert assess_complaints(at=LATER) == 1

    made = Assessment.objects.get()
    assert (made.made_at, made.proposals["grade"]["label"]) == (LATER, "emergency")
    assert kinds(complaint) == [
        "registered", "assessed", "corrected", "classified", "escalated", "assessed",
    ]  # fmt: skip


def test_nothing_new_is_no_line_of_history() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    Complaint.objects.update(to_assess=True)

    assess_complaints(at=LATER)

    assert kinds(complaint) == ["registered", "assessed"]


def test_a_batch_costs_the_same_for_one_and_three() -> None:
    counts = []
    for number in (1, 3):
        for n in range(number):
            cast.wang_complains(account=LEAK, customer={"phone": f"1380013800{n}"})
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assess_complaints(at=LATER)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_accepting_changes_the_complaint_and_is_learned_from() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    label = Assessment.objects.get().proposals["grade"]["label"]

    settle_proposal(by=cast.lin().actor, at=LATER, complaint=complaint, head="grade", label=label)
    settle_proposal(
        by=cast.lin().actor, at=LATER, complaint=complaint, head="category", label="quality"
    )

    complaint.refresh_from_db()
    assert (complaint.grade, complaint.category, complaint.triage) == (label, "quality", "settled")
    told = Confirmation.objects.order_by("pk").values_list("head", "label", "proposed", "by")
    lin = cast.lin().actor.key
    assert list(told) == [
        ("grade", label, label, lin),
        ("category", "quality", "quality.leak", lin),
    ]


def test_each_decision_is_one_line_of_history() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    by = cast.lin().actor

    settle_proposal(by=by, at=LATER, complaint=complaint, head="grade", label="general")
    settle_proposal(by=by, at=LATER, complaint=complaint, head="grade", label="major")

    assert kinds(complaint) == [
        "registered",
        "assessed",
        "proposal_confirmed",
        "classified",
        "escalated",
    ]


def test_an_agent_may_not_assign_by_accepting_and_nobody_settles_what_is_unknown() -> None:
    complaint = cast.wang_complains(account=LEAK)
    cast.department()

    with pytest.raises(NotAllowed):
        settle_proposal(
            by=cast.lin().actor, at=LATER, complaint=complaint, head="department", label="quality"
        )
    for head, label in (("department", "nowhere"), ("grade", "huge"), ("validity", "upheld")):
        with pytest.raises(Invalid):
            settle_proposal(
                by=cast.zhou().actor, at=LATER, complaint=complaint, head=head, label=label
            )

    assert Confirmation.objects.count() == 0


def test_a_lead_assigns_the_department_by_its_code() -> None:
    complaint = cast.wang_complains(account=LEAK)
    place = cast.department()

    settle_proposal(
        by=cast.zhou().actor, at=LATER, complaint=complaint, head="department", label="quality"
    )

    complaint.refresh_from_db()
    assert complaint.department == place


def test_what_a_colleague_changes_elsewhere_is_seen_by_the_next_sweep() -> None:
    complaint = cast.wang_complains(account="你们太让人生气了。")
    assess_complaints(at=cast.MONDAY)
    complaint.refresh_from_db()
    assert complaint.triage == "unsure"

    arrange_complaint(
        by=cast.lin().actor, at=LATER, complaint=complaint, field="category", value="other"
    )
    assess_complaints(at=LATER)

    complaint.refresh_from_db()
    assert complaint.triage == "settled"


def test_legal_counsel_is_told_once_with_what_triggered_it() -> None:
    counsel = cast.fang()
    complaint = cast.wang_complains(account="孩子被烫伤住院了")
    assess_complaints(at=cast.MONDAY)

    for _ in range(2):
        tell_legal(by=cast.lin().actor, at=LATER, complaint=complaint)

    note = complaint.notes.get()
    assert list(note.mentions.all()) == [counsel]
    assert kinds(complaint)[-2:] == ["assessed", "noted"]


def test_personal_data_is_not_kept_in_an_assessment() -> None:
    cast.wang_complains(
        account="我的电话13900001111，邮箱me@example.com，订单号20260301123456，要求退款"
    )
    assess_complaints(at=cast.MONDAY)

    made = Assessment.objects.values().get()
    assert [
        word for word in ("13900001111", "me@example.com", "20260301123456") if word in str(made)
    ] == []
