"""The random sample: drawn by lot, sure or not, and reviewed once."""

from datetime import timedelta

import pytest

from tests import cast
from zhuanji.complaints.models import Complaint
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, Stale
from zhuanji.triage import actions
from zhuanji.triage.auditing import enough_for_least, lot_of, share_to_draw
from zhuanji.triage.models import AuditCase, Confirmation, Learning

pytestmark = pytest.mark.django_db
LATER = cast.MONDAY + timedelta(hours=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的，客服不回复。"


def drawn(account: str = LEAK) -> AuditCase:
    """A new complaint that was drawn: everything is."""
    Learning.objects.update_or_create(head="category", defaults={"audit_share": 1.0})
    complaint = cast.wang_complains(account=account)
    actions.assess_complaints(at=cast.MONDAY)
    return AuditCase.objects.select_related("complaint").get(complaint=complaint)


def test_lots_are_even_and_always_the_same() -> None:
    lots = [lot_of(f"ZJ26-{n}", "category") for n in range(4000)]

    assert lots == [lot_of(f"ZJ26-{n}", "category") for n in range(4000)]
    assert abs(sum(lot < 0.1 for lot in lots) / 4000 - 0.1) < 0.02


@pytest.mark.parametrize(
    ("share", "least", "lately", "drawn_share"),
    [(0.1, 5, 1000, 0.1), (0.1, 5, 100, 0.2), (0.1, 5, 0, 1.0), (0, 5, 0, 0), (1, 0, 9, 1)],
)
def test_few_complaints_are_drawn_more_of(
    share: float, least: int, lately: int, drawn_share: float
) -> None:
    assert share_to_draw(share, least, lately=lately) == drawn_share
    assert share_to_draw(0.1, 5, lately=enough_for_least(0.1, 5)) == 0.1


def test_the_lot_alone_decides_and_what_was_proposed_is_kept() -> None:
    Learning.objects.create(head="category", audit_share=0.3, audit_least=0)
    rows = [cast.wang_complains(account=LEAK if n % 2 else "你好") for n in range(20)]
    actions.assess_complaints(at=cast.MONDAY)
    actions.assess_complaints(at=cast.MONDAY)

    wanted = {row.pk for row in rows if lot_of(row.number, "category") < 0.3}
    assert set(AuditCase.objects.values_list("complaint_id", flat=True)) == wanted
    sure = drawn()
    assert (sure.proposed, sure.abstained, sure.source) == ("quality.leak", False, "playbook")


def test_what_came_long_ago_is_not_drawn() -> None:
    Learning.objects.create(head="category", audit_share=1.0)
    cast.wang_complains(account=LEAK)
    actions.assess_complaints(at=cast.MONDAY + timedelta(days=15))

    assert not AuditCase.objects.exists()


def test_a_review_measures_teaches_and_sets_what_is_open() -> None:
    agreed, corrected = drawn(), drawn()
    zhou = cast.zhou().actor
    actions.review_case(by=zhou, at=LATER, case=agreed, label="quality.leak")
    actions.review_case(by=zhou, at=LATER, case=corrected, label="safety")

    rows = Confirmation.objects.order_by("pk").values_list("label", "proposed", "source", "weight")
    assert list(rows) == [
        ("quality.leak", "quality.leak", "audit", 1),
        ("safety", "quality.leak", "audit", 1),
    ]
    assert list(Complaint.objects.order_by("pk").values_list("category", flat=True)) == [
        "quality.leak",
        "safety",
    ]
    with pytest.raises(Stale):
        actions.review_case(by=zhou, at=LATER, case=agreed, label="safety")


def test_an_inspector_measures_without_changing_the_complaint() -> None:
    case = drawn()
    actions.review_case(by=cast.su().actor, at=LATER, case=case, label="safety")

    case.complaint.refresh_from_db()
    line = Entry.objects.filter(about=case.complaint.about).latest("sequence")
    assert (case.complaint.category, case.complaint.triage) == ("", "proposed")
    assert (line.kind, line.details["after"]) == ("complaint.proposal_confirmed", "safety")
    with pytest.raises(Invalid):
        actions.review_case(by=cast.su().actor, at=LATER, case=drawn(), label="nothing")
    with pytest.raises(NotAllowed):
        actions.review_case(by=cast.lin().actor, at=LATER, case=case, label="safety")


def test_the_lead_says_how_many_are_drawn() -> None:
    zhou = cast.zhou().actor
    for _ in range(2):
        actions.choose_sample(by=zhou, at=LATER, head="category", share=0.25, least=8)

    assert Learning.objects.values_list("audit_share", "audit_least").get() == (0.25, 8)
    assert list(Entry.objects.filter(about="model/category").values_list("kind", flat=True)) == [
        "model.sample_chosen"
    ]
    with pytest.raises(Invalid) as refused:
        actions.choose_sample(by=zhou, at=LATER, head="category", share=float("nan"), least=-1)
    assert set(refused.value.problems) == {"share", "least"}
    with pytest.raises(NotAllowed):
        actions.choose_sample(by=cast.su().actor, at=LATER, head="category", share=0.5, least=1)
