"""What triage finds and people decide in the ledger is what the actions write."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.demo.rows import lin_for_all, rows
from tests.triage.learning.texts import complaints as labelled
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.demo import happenings as do
from zhuanji.demo import triaging
from zhuanji.demo.actions import write_ledger
from zhuanji.demo.ledger import Ledger
from zhuanji.demo.triaging import lessons_in
from zhuanji.history.models import Entry
from zhuanji.triage import running
from zhuanji.triage.actions import assess_complaints, assess_registered, settle_proposal
from zhuanji.triage.models import Assessment, Confirmation, Learning, ModelVersion
from zhuanji.triage.queries import forget_models
from zhuanji.triage.queries.learning import lessons_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，要求退款，客服不回复，再不处理我就打12315。"


@pytest.fixture(autouse=True)
def nothing_learned_before() -> None:
    forget_models()


def decided(complaint: Complaint) -> list[Any]:
    assessment = Assessment.objects.filter(complaint=complaint).values().get()
    taken = Confirmation.objects.filter(complaint=complaint).order_by("pk").values()
    names = ("id", "complaint_id")
    return [
        [{k: v for k, v in row.items() if k not in names} for row in (assessment, *taken)],
        rows(complaint),
    ]


def test_what_is_found_and_decided_is_what_actions_write() -> None:
    lin, he, zhou, at = cast.lin(), cast.he(), cast.zhou(), cast.MONDAY
    place, by, lead = cast.department(), cast.lin().actor, zhou.actor
    given = read_registration({"channel": "phone", "account": LEAK, "category": "quality"})
    real = actions.register_complaint(by=by, at=at, given=given)
    assess_registered(by=by, at=at, complaint=real)
    actions.acknowledge_due(at=at, choose_owners=lin_for_all)
    settled: dict[str, Any] = {"by": by, "at": at + MINUTE, "complaint": real}
    settle_proposal(by=lead, at=at + MINUTE, complaint=real, head="department", label="quality")
    settle_proposal(head="category", label="quality.leak", **settled)
    settle_proposal(head="grade", label="complex", **settled)
    settle_proposal(head="grade", label="complex", **settled)
    value = str(he.pk)
    actions.arrange_complaint(by=lead, at=at + MINUTE, complaint=real, field="owner", value=value)
    assess_complaints(at=at + 2 * MINUTE)

    ledger = Ledger(agents=[lin])
    told = do.register(ledger, by=by, at=at, given=given, customer=None)
    triaging.assess_registered(ledger, told, by=by, at=at)
    do.acknowledge(ledger, told, at=at)
    triaging.settle(
        ledger, told, by=lead, at=at + MINUTE, head="department", label="quality", place=place
    )
    triaging.settle(ledger, told, by=by, at=at + MINUTE, head="category", label="quality.leak")
    triaging.settle(ledger, told, by=by, at=at + MINUTE, head="grade", label="complex")
    triaging.settle(ledger, told, by=by, at=at + MINUTE, head="grade", label="complex")
    do.arrange(ledger, told, by=lead, at=at + MINUTE, field="owner", value=he)
    triaging.assess(ledger, told, at=at + 2 * MINUTE)
    write_ledger(ledger, at=cast.MONDAY + timedelta(hours=6))

    assert decided(told.complaint) == decided(real)


def test_the_model_of_the_ledger_is_the_model_of_the_worker() -> None:
    by, at = cast.lin().actor, cast.MONDAY
    ledger = Ledger(agents=[cast.lin()])
    for text, label in zip(*labelled(each=30), strict=True):
        given = read_registration({"channel": "phone", "account": text, "category": label})
        case = do.register(ledger, by=by, at=at, given=given, customer=None)
        triaging.assess_registered(ledger, case, by=by, at=at)
    triaging.train_model(ledger, at=at)
    write_ledger(ledger, at=cast.MONDAY + timedelta(hours=6))
    told = trained()

    assert lessons_in(ledger) == lessons_of("category")
    ModelVersion.objects.all().delete()
    Learning.objects.update(state=Learning.State.ASKED, learned_until=0, outcome="")
    running.train_model("category")
    assert trained() == told


def trained() -> list[Any]:
    names = ("head", "number", "blob", "card", "in_use")
    versions = [
        {name: bytes(value) if name == "blob" else value for name, value in row.items()}
        for row in ModelVersion.objects.values(*names)
    ]
    learning = Learning.objects.values("head", "precision", "state", "learned_until", "outcome")
    line = (
        Entry.objects.filter(about="model/category").order_by("-pk").values("kind", "by", "details")
    )
    return [versions, learning.get(), line[0]]
