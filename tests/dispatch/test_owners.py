"""Whose a complaint becomes by itself, and what history keeps of why."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import MONDAY, chen, department, he, lin, wang_complains, zhou
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.dispatch.actions import enter_absence, set_capacity, set_skill
from zhuanji.dispatch.queries import choose_owners, suggestions
from zhuanji.history.models import Entry

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def acknowledged(complaint: Complaint) -> Complaint:
    actions.acknowledge_due(at=LATER, choose_owners=choose_owners)
    complaint.refresh_from_db()
    return complaint


def why(complaint: Complaint) -> dict[str, Any]:
    line = Entry.objects.filter(about=complaint.about, details__has_key="why").latest("pk")
    return dict(line.details["why"])


def away(user: Any, deputy: Any = None) -> None:
    ends = MONDAY + timedelta(days=5)
    enter_absence(
        by=zhou().actor, at=MONDAY, user=user, begins_at=MONDAY, ends_at=ends, deputy=deputy
    )


def test_the_letter_names_whoever_fits_best() -> None:
    lin(), he()
    set_skill(by=zhou().actor, at=MONDAY, user=he(), subject="quality", level=3)
    complaint = acknowledged(wang_complains(category="quality.defect"))

    letter = complaint_letter(complaint)
    assert (complaint.owner, "何静" in letter) == (he(), True)
    assert (why(complaint)["for"], why(complaint)["next"]["person"]) == (["skill"], lin().pk)
    assert complaint.trail == [f"owner:{he().pk}"]


def complaint_letter(complaint: Complaint) -> str:
    from zhuanji.correspondence.models import Message  # noqa: PLC0415

    return Message.objects.get(thread=complaint.thread).body


def test_many_are_shared_fairly_in_one_go() -> None:
    lin(), he()
    for _number in range(6):
        wang_complains(customer={"name": "", "phone": ""})
    actions.acknowledge_due(at=LATER, choose_owners=choose_owners)

    owners = Complaint.objects.values_list("owner__username", flat=True)
    assert sorted(owners) == ["he"] * 3 + ["lin"] * 3


def test_the_customer_meets_who_knows_them() -> None:
    lin()
    first = wang_complains(owner=he())
    actions.acknowledge_due(at=LATER, choose_owners=choose_owners)
    second = acknowledged(wang_complains(account="电水壶又漏电了，这已经是第二次。"))

    assert (second.owner, why(second)["for"][0]) == (first.owner, "continuity")


def test_an_emergency_weighs_as_much_as_six() -> None:
    wang_complains(owner=lin(), grade="emergency", customer={"name": ""})
    for _number in range(3):
        wang_complains(owner=he(), customer={"name": ""})

    assert acknowledged(wang_complains(customer={"name": ""})).owner == he()


def test_who_carries_less_by_agreement_is_given_less() -> None:
    lin(), he()
    set_capacity(by=zhou().actor, at=MONDAY, user=lin(), effort=5)
    for _number in range(5):
        wang_complains(customer={"name": ""})
    actions.acknowledge_due(at=LATER, choose_owners=choose_owners)

    owners = Complaint.objects.values_list("owner__username", flat=True)
    assert sorted(owners) == ["he"] * 4 + ["lin"]


def test_nobody_who_is_away_is_chosen() -> None:
    lin(), he()
    away(lin())

    assert acknowledged(wang_complains()).owner == he()


def test_nobody_is_given_a_complaint_that_names_them() -> None:
    lin(), he()
    complaint = wang_complains(account="何静答应我三天内退款，结果一拖再拖，我要求换人处理。")

    assert acknowledged(complaint).owner == lin()


def test_a_complaint_for_which_nobody_is_allowed_waits_without_an_owner() -> None:
    away(lin())

    assert acknowledged(wang_complains(by=zhou().actor)).owner is None


def test_suggestions_are_the_most_suitable_in_order_and_leave_the_owner_out() -> None:
    lin(), he(), chen(), zhou()
    complaint = wang_complains(owner=lin(), place=department())
    actions.acknowledge_due(at=LATER)
    Complaint.objects.filter(pk=complaint.pk).update(stage="handling", department=department())
    complaint.refresh_from_db()

    found = suggestions(complaint, at=LATER)
    assert [one.name for one in found] == ["陈立", "何静"]
    assert found[0].why["for"] == ["department"]


def test_choosing_for_three_asks_as_much_as_for_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lin(), he()
    complaints = [wang_complains(category="quality.defect") for _number in range(3)]
    for number in (1, 3):
        with django_assert_max_num_queries(11):
            assert len(choose_owners(complaints[:number], LATER)) == number


def test_an_account_without_any_owner_stays_as_it_is_when_nobody_chooses() -> None:
    lin()
    complaint = wang_complains()
    actions.acknowledge_due(at=LATER)
    complaint.refresh_from_db()

    assert complaint.owner is None
