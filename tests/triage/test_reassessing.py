"""Another playbook, model or threshold: what nobody settled is assessed again, nothing else."""

from datetime import timedelta

import pytest

from tests import cast
from tests.triage.learned import decided
from tests.triage.test_learning import trained
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import Item
from zhuanji.desk.complaints.sentences import sentence_of
from zhuanji.history.models import Entry
from zhuanji.playbooks.actions import put_playbook_into_use
from zhuanji.playbooks.queries import forget_playbook, playbook_in_use
from zhuanji.triage import actions
from zhuanji.triage.actions.assess import line_about
from zhuanji.triage.models import Assessment, Confirmation, Learning, Reassessment
from zhuanji.triage.queries import forget_models
from zhuanji.triage.queries.learning import sure_in_use
from zhuanji.triage.sweeps import sweep_reassessments

pytestmark = pytest.mark.django_db
LATER = cast.MONDAY + timedelta(hours=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的，客服不回复。"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget_models()
    forget_playbook()


def settled_down() -> None:
    """Assess everything with what is in use, until nothing is left to do."""
    while actions.assess_complaints(at=cast.MONDAY) + sweep_reassessments(at=cast.MONDAY):
        pass


def without_leaks() -> None:
    body = playbook_in_use().body
    kept = tuple(one for one in body.categories if one.key != "quality.leak")
    put_playbook_into_use(
        by=cast.zhou().actor,
        at=LATER,
        body=body.model_copy(update={"categories": kept}),
        reason="不再单列",
    )


def proposed(complaint: Complaint) -> str:
    label: str = Assessment.objects.get(complaint=complaint).proposals["category"]["label"]
    return label


def test_what_a_person_decided_is_no_news_when_it_is_proposed_otherwise() -> None:
    row = Assessment(proposals=said("quality.leak"), triggers=[])
    later = Assessment(proposals=said("quality"), triggers=[])

    assert line_about(later, row, decided={"category"}) == {}
    assert line_about(later, row)["before"] == {"category": "quality.leak"}


def said(category: str) -> dict[str, dict[str, object]]:
    heads = {"category": category, "grade": "general", "department": "", "validity": ""}
    return {head: {"label": label, "abstained": not label} for head, label in heads.items()}


def test_another_playbook_proposes_anew_but_never_over_a_decision() -> None:
    open_one, decided_one = (cast.wang_complains(account=LEAK) for _ in range(2))
    settled_down()
    for head, label in (("category", "quality.leak"), ("grade", "general")):
        actions.settle_proposal(
            by=cast.lin().actor, at=cast.MONDAY, complaint=decided_one, head=head, label=label
        )
    settled_down()
    without_leaks()

    assert sweep_reassessments(at=LATER) == 1
    assert sweep_reassessments(at=LATER) == 0

    run = Reassessment.objects.latest("pk")
    decided_one.refresh_from_db()
    assert (run.rows, run.position, run.changed, run.ended_at) == (1, 1, 1, LATER)
    assert proposed(open_one) != "quality.leak"
    assert (proposed(decided_one), decided_one.category) == ("quality.leak", "quality.leak")
    assert Confirmation.objects.count() == 2


def test_history_says_what_was_proposed_before() -> None:
    complaint = cast.wang_complains(account=LEAK)
    settled_down()
    without_leaks()
    sweep_reassessments(at=LATER)

    line = Entry.objects.filter(about=complaint.about).latest("sequence")
    assert line.kind == "complaint.assessed"
    assert line.details["before"]["category"] == "quality.leak"
    assert "→" in sentence_of(Item(line), {})


def test_a_pass_goes_on_where_it_was_cut_off_and_ends_where_another_begins() -> None:
    rows = [cast.wang_complains(account=LEAK) for _ in range(5)]
    settled_down()
    without_leaks()
    actions.begin_reassessment(at=LATER)

    assert actions.continue_reassessment(at=LATER, most=2) == 2
    run = Reassessment.objects.latest("pk")
    assert (run.rows, run.position, run.place, run.ended_at) == (5, 2, rows[1].pk, None)
    assert not actions.begin_reassessment(at=LATER)
    Learning.objects.create(head="category", sure=0.9)
    forget_models()
    assert actions.begin_reassessment(at=LATER)
    run.refresh_from_db()
    assert run.ended_at == LATER
    while actions.continue_reassessment(at=LATER, most=2):
        pass
    assert not Reassessment.objects.filter(ended_at=None).exists()
    assert {row.playbook_version for row in Assessment.objects.all()} == {
        str(playbook_in_use().version)
    }


def test_a_model_put_into_use_and_taken_out_of_it_proposes_anew() -> None:
    decided()
    complaint = cast.wang_complains(account="运单查不到，包裹丢在路上了，物流停在中转站")
    settled_down()
    trained()
    forget_models()
    sweep_reassessments(at=LATER)
    used = Assessment.objects.get(complaint=complaint).model_version
    actions.use_model(by=cast.zhou().actor, at=LATER, head="category", number=None)
    forget_models()
    while sweep_reassessments(at=LATER):
        pass

    assert (used, Assessment.objects.get(complaint=complaint).model_version) == ("1", "")


def test_how_sure_words_must_be_is_the_leads_to_say() -> None:
    complaint = cast.wang_complains(account=LEAK)
    settled_down()
    before = Assessment.objects.get(complaint=complaint).proposals["category"]
    Learning.objects.create(head="category", sure=0.99)
    forget_models()
    sweep_reassessments(at=LATER)
    after = Assessment.objects.get(complaint=complaint).proposals["category"]

    assert sure_in_use("category") == 0.99
    assert (before["abstained"], after["abstained"]) == (False, True)
    assert before["label"] == after["label"]
