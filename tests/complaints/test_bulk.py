"""One change to many complaints: previewed, made in one go, taken back where nobody was faster."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, chen, department, he, lin, logistics, wang_complains, zhou
from zhuanji.complaints import actions
from zhuanji.complaints.actions.bulk import Outcome, TooMany
from zhuanji.complaints.models import BulkChange, Complaint
from zhuanji.complaints.queries.bulk import COLUMNS, held
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db


def change(
    by: User, what: str, value: str, *complaints: Complaint, seen: dict[int, str] | None = None
) -> Outcome:
    seen = seen or {c.pk: held(c, COLUMNS[what]) for c in complaints}
    return actions.change_many(by=by, at=MONDAY, what=what, value=value, seen=seen)


def undo(by: User, outcome: Outcome) -> dict[str, list[str]]:
    assert outcome.change is not None
    plan = actions.undo_change(by=by, at=MONDAY, change=outcome.change)
    return skipped(Outcome(plan))


def skipped(outcome: Outcome) -> dict[str, list[str]]:
    return {why.value: [c.number for c in cs] for why, cs in outcome.plan.skipped.items()}


def grades() -> list[str]:
    return list(Complaint.objects.order_by("pk").values_list("grade", flat=True))


def test_each_complaint_keeps_one_line_of_history_with_the_batch() -> None:
    complaints = [wang_complains() for _ in range(2)]

    outcome = change(zhou(), "grade", "major", *complaints)

    assert outcome.change is not None
    lines = Entry.objects.filter(kind="complaint.classified").order_by("about")
    moved = {
        "kind": "resolution",
        "before": (MONDAY + timedelta(hours=24)).isoformat(),
        "after": (MONDAY + timedelta(hours=48)).isoformat(),
    }
    details = {"field": "grade", "before": "general", "after": "major", "batch": outcome.change.pk}
    assert [(e.about, e.details) for e in lines] == [
        (c.about, {**details, "moved": [moved]}) for c in complaints
    ]
    assert grades() == ["major", "major"]
    assert first_broken_link() is None


def test_deadlines_follow_the_grade_as_for_one() -> None:
    one, many = wang_complains(), wang_complains()
    actions.arrange_complaint(
        by=zhou().actor, at=MONDAY, complaint=one, field="grade", value="major"
    )

    change(zhou(), "grade", "major", many)

    rows = Complaint.objects.order_by("pk")
    due = [list(c.deadlines.order_by("kind").values_list("kind", "due_at")) for c in rows]
    assert due[0] == due[1]
    assert rows[0].due_at == rows[1].due_at


def test_undo_puts_back_what_nobody_changed_since_and_names_the_rest() -> None:
    kept, changed = wang_complains(), wang_complains()
    outcome = change(zhou(), "grade", "major", kept, changed)
    actions.arrange_complaint(
        by=lin().actor, at=MONDAY, complaint=changed, field="grade", value="emergency"
    )

    left = undo(zhou(), outcome)

    assert left == {"changed": [changed.number]}
    assert grades() == ["general", "emergency"]
    assert first_broken_link() is None


def test_only_whoever_changed_takes_it_back_and_only_once() -> None:
    outcome = change(zhou(), "grade", "major", wang_complains())
    with pytest.raises(Stale):
        undo(lin(), outcome)
    undo(zhou(), outcome)

    with pytest.raises(Stale):
        undo(zhou(), outcome)
    assert grades() == ["general"]


def test_what_was_changed_between_preview_and_change_stays_and_is_named() -> None:
    complaint = wang_complains()
    seen = {complaint.pk: "general"}
    actions.arrange_complaint(
        by=lin().actor, at=MONDAY, complaint=complaint, field="grade", value="emergency"
    )

    outcome = change(zhou(), "grade", "major", seen=seen)

    assert (outcome.change, skipped(outcome)) == (None, {"changed": [complaint.number]})
    assert grades() == ["emergency"]


def test_who_may_not_changes_nothing_and_what_one_may_not_read_is_not_named() -> None:
    own, other = wang_complains(place=department()), wang_complains(place=logistics())

    outcome = change(chen(), "owner", str(chen().pk), own, other)

    assert skipped(outcome) == {"not_allowed": [own.number]}
    assert BulkChange.objects.count() == 0


def test_taking_leaves_to_colleagues_what_is_theirs_and_can_be_undone() -> None:
    free, owned = wang_complains(), wang_complains(owner=he())

    outcome = change(lin(), "take", "", free, owned)

    assert skipped(outcome) == {"owned": [owned.number]}
    free.refresh_from_db()
    assert free.owner == lin()
    assert undo(lin(), outcome) == {}
    free.refresh_from_db()
    assert free.owner is None


def test_a_stage_moves_only_where_the_table_allows_and_somebody_owns_it() -> None:
    judged, early, free = wang_complains(owner=lin()), wang_complains(), wang_complains()
    Complaint.objects.filter(pk__in=[judged.pk, free.pk]).update(stage="judged")
    rows = list(Complaint.objects.all())

    outcome = change(lin(), "handle", "", *rows)

    assert skipped(outcome) == {"stage": [early.number], "nobody": [free.number]}
    judged.refresh_from_db()
    assert judged.stage == "handling"
    assert undo(lin(), outcome) == {}
    judged.refresh_from_db()
    assert judged.stage == "judged"
    kinds = Entry.objects.filter(about=judged.about).order_by("sequence")
    assert [e.kind for e in kinds][-2:] == [
        "complaint.handling_started",
        "complaint.handling_undone",
    ]


def test_a_choice_that_does_not_exist_changes_nothing() -> None:
    complaint = wang_complains()
    for what, value in (("grade", "enormous"), ("owner", "999999"), ("weather", "fine")):
        with pytest.raises(Invalid):
            actions.change_many(
                by=zhou(), at=MONDAY, what=what, value=value, seen={complaint.pk: "general"}
            )

    with pytest.raises(TooMany):
        change(zhou(), "grade", "major", seen=dict.fromkeys(range(1001), "general"))


@pytest.mark.parametrize(
    ("what", "value"), [("grade", "major"), ("category", "price"), ("take", "")]
)
def test_a_batch_costs_the_same_for_one_and_for_three(what: str, value: str) -> None:
    leader, costs = zhou(), []
    for count in (1, 3):
        complaints = [wang_complains() for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            outcome = change(leader, what, value, *complaints)
        with CaptureQueriesContext(connection) as taken_back:
            undo(leader, outcome)
        costs.append((len(asked), len(taken_back)))

    assert costs[0] == costs[1]
    assert max(costs[0]) <= 20  # a grade moves deadlines and is put before legal counsel
