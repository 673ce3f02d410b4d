"""Whatever door a category, grade or department is changed by, it is learned from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from zhuanji.complaints.actions.bulk import Outcome
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.bulk import held
from zhuanji.triage import actions
from zhuanji.triage.actions import assess_complaints, settle_proposal
from zhuanji.triage.models import Confirmation
from zhuanji.triage.queries.learning import lessons_of

pytestmark = pytest.mark.django_db
LATER = cast.MONDAY + timedelta(hours=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的，客服不回复。"


def change(what: str, value: str, *complaints: Complaint) -> Outcome:
    return actions.change_many(
        by=cast.zhou(),
        at=LATER,
        what=what,
        value=value,
        seen={c.pk: held(c, what) for c in complaints},
    )


def kept() -> list[tuple[str, str, str, str, float]]:
    rows = Confirmation.objects.order_by("pk")
    return list(rows.values_list("head", "label", "proposed", "source", "weight"))


def test_a_bulk_change_teaches_half_as_much_for_each_and_taken_back_nothing() -> None:
    cast.department()
    first, second = cast.wang_complains(account=LEAK), cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)

    outcome = change("category", "quality.leak", first, second)
    change("department", str(cast.department().pk), first)

    bulk = ("category", "quality.leak", "quality.leak", "bulk", 0.5)
    assert kept() == [bulk, bulk, ("department", "quality", "quality", "bulk", 0.5)]
    assert [one.weight for one in lessons_of("category")] == [0.5, 0.5]
    assert outcome.change is not None
    second.refresh_from_db()
    settle_proposal(
        by=cast.lin().actor, at=LATER, complaint=second, head="category", label="safety"
    )
    actions.undo_change(by=cast.zhou(), at=LATER, change=outcome.change)
    assert [(row[0], row[1], row[3]) for row in kept()] == [
        ("category", "quality.leak", "bulk"),  # a colleague decided otherwise since: not taken back
        ("department", "quality", "bulk"),
        ("category", "safety", "corrected"),
    ]


@pytest.mark.parametrize(
    ("what", "value"), [("owner", "lin"), ("category", ""), ("department", "")]
)
def test_what_says_nothing_about_the_words_teaches_nothing(what: str, value: str) -> None:
    complaint = cast.wang_complains(category="safety", owner=cast.he(), place=cast.department())
    change(what, str(cast.lin().pk) if value else "", complaint)

    assert kept() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_many_cost_no_more_questions_than_few(rows: int) -> None:
    complaints = [cast.wang_complains(account=LEAK) for _ in range(rows)]
    assess_complaints(at=cast.MONDAY)
    with CaptureQueriesContext(connection) as asked:
        change("grade", "major", *complaints)

    assert len(asked) <= 26  # a grade moves deadlines and is put before those it alarms
    assert Confirmation.objects.count() == rows


def test_a_machine_that_repeats_itself_confirms_nothing() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    for _ in range(2):
        settle_proposal(
            by=cast.lin().actor,
            at=LATER,
            complaint=complaint,
            head="category",
            label="safety",
            source="api",
        )

    assert kept() == [("category", "safety", "quality.leak", "api", 0.5)]
