"""The board: which cards stand in which column, for whom, at what cost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import (
    EVERYBODY,
    MONDAY,
    chen,
    department,
    fang,
    lin,
    logistics,
    wang_complains,
    zhou,
)
from zhuanji.complaints.actions import acknowledge_complaint, escalate_complaint, pause_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import board
from zhuanji.complaints.queries.filters import read_filter
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db

_MOST_QUERIES = 12


def visit(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def page_of(person: User, query: str = "") -> str:
    return visit(person).get(f"/desk/board/{query}").content.decode()


def columns_in(page: str) -> dict[str, list[str]]:
    """Numbers of the cards by the column they stand in; empty columns too."""
    parts = re.split(r'data-key-of="([^"]+)"', page)[1:]
    return {
        key: re.findall(r'data-card="([^"]+)"', rest)
        for key, rest in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_sees_the_board_of_what_they_may_read(who: Callable[[], User]) -> None:
    ours = wang_complains(place=department())
    theirs = wang_complains(place=logistics())
    seen = columns_in(page_of(who()))["received"]

    limited = {"chen": [ours.number], "wu": [theirs.number]}
    assert seen == limited.get(who.__name__, [ours.number, theirs.number])


def test_columns_are_the_open_stages_in_the_order_of_a_complaints_life() -> None:
    complaint = wang_complains()
    acknowledge_complaint(by=lin().actor, at=MONDAY, complaint=complaint)

    found = columns_in(page_of(lin()))

    assert found == {
        "received": [],
        "acknowledged": [complaint.number],
        "judged": [],
        "handling": [],
        "answered": [],
        "accepted": [],
        "rejected": [],
        "reopened": [],
    }


def test_the_most_urgent_comes_first_and_what_rests_last() -> None:
    rests, later, sooner = (wang_complains() for _ in range(3))
    Complaint.objects.filter(pk=sooner.pk).update(due_at=MONDAY)
    Complaint.objects.filter(pk=rests.pk).update(due_at=None)

    found = columns_in(page_of(lin()))["received"]

    assert found == [sooner.number, later.number, rests.number]


def test_a_card_says_on_what_it_rests_and_that_it_was_escalated() -> None:
    complaint = wang_complains(owner=lin())
    pause_complaint(
        by=lin().actor,
        at=MONDAY,
        complaint=complaint,
        reason="awaiting_customer",
        words="等照片",
    )
    escalate_complaint(
        by=lin().actor, at=MONDAY, complaint=complaint, to="legal", words="客户要起诉"
    )
    page = page_of(lin())

    assert "deadline-paused" in page
    assert "Escalated" in page


def test_the_colour_follows_the_time_that_is_worked() -> None:
    wang_complains()

    assert "deadline-over" in page_of(lin())


def test_columns_by_owner_and_by_department() -> None:
    mine = wang_complains(owner=lin(), place=department())
    nobodys = wang_complains()

    by_owner = columns_in(page_of(zhou(), "?group=owner"))
    by_place = columns_in(page_of(zhou(), "?group=department"))

    assert by_owner == {
        "none": [nobodys.number],
        str(lin().pk): [mine.number],
        str(zhou().pk): [],
    }
    assert by_place == {"none": [nobodys.number], str(department().pk): [mine.number]}


def test_the_filters_of_the_queue_hold_here() -> None:
    wang_complains()
    mine = wang_complains(owner=lin())
    page = page_of(lin(), "?owner=me")

    assert columns_in(page)["received"] == [mine.number]
    assert "Complaints where" in page


@pytest.mark.parametrize(
    "query",
    ["?owner=nonsense", "?group=nonsense", "?due=x&group=owner", "?search=%00", "?search=。"],
)
def test_nonsense_in_the_address_is_no_accident(query: str) -> None:
    assert visit(lin()).get(f"/desk/board/{query}").status_code in (200, 422)


def test_names_are_veiled_for_whoever_may_not_see_them() -> None:
    wang_complains(place=department(), subject="王建国投诉水壶漏电")

    assert ("王建国" in page_of(lin()), "王建国" in page_of(chen())) == (True, False)


def test_a_wall_shows_no_word_about_a_person() -> None:
    complaint = wang_complains(owner=lin(), subject="王建国 13800138000 水壶漏电")
    page = page_of(lin(), "?wall=1")

    shown = {
        word: word in page for word in (complaint.number, "王建国", "13800138000", "林小雨", "水壶")
    }
    assert shown == {
        complaint.number: True,
        "王建国": False,
        "13800138000": False,
        "林小雨": False,
        "水壶": False,
    }


def test_an_empty_board_says_so() -> None:
    assert "Nothing is open" in page_of(lin())
    assert "Nothing is open" in page_of(lin(), "?wall=1&group=owner")
    assert "No complaint fits" in page_of(lin(), "?grade=major")


def test_a_long_column_goes_on_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "SHOWN", 2)
    numbers = [wang_complains().number for _ in range(5)]
    rests = Complaint.objects.order_by("pk").last()
    assert rests is not None
    Complaint.objects.filter(pk=rests.pk).update(due_at=None)
    client = visit(lin())
    page, seen = client.get("/desk/board/").content.decode(), []

    while True:
        seen += re.findall(r'data-card="([^"]+)"', page)
        more = re.search(r'hx-get="(/desk/board/column/[^"]+)"', page)
        if more is None:
            break
        page = client.get(more[1].replace("&amp;", "&")).content.decode()

    assert seen == numbers


@pytest.mark.parametrize(
    "query", ["?column=received&cursor=x", "?group=owner&column=x", "?column=none"]
)
def test_more_of_nothing_is_nothing(query: str) -> None:
    assert visit(lin()).get(f"/desk/board/column/{query}").status_code == 200


def test_changes_need_a_place_to_begin_from() -> None:
    assert visit(lin()).get("/desk/board/changes/?place=x").status_code == 400


@pytest.mark.parametrize("group", board.GROUPS)
@pytest.mark.parametrize("who", [lin, zhou, chen])
def test_three_cost_what_one_costs(who: Callable[[], User], group: str) -> None:
    visitor = visit(who())

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"/desk/board/?group={group}")
        return len(queries)

    def one_more() -> None:
        complaint = wang_complains(owner=who(), place=department())
        escalate_complaint(
            by=lin().actor, at=MONDAY, complaint=complaint, to="legal", words="客户要起诉"
        )

    one_more()
    cost()
    once = cost()
    one_more()
    one_more()

    assert (cost(), once <= _MOST_QUERIES) == (once, True)


def test_many_columns_show_fewer_cards_each() -> None:
    for number in range(3):
        owner = User.objects.create_user(username=f"p{number}", name=f"第{number}人", role="agent")
        wang_complains(owner=owner)
    wanted = read_filter({})

    columns, more = board.board_columns(
        zhou().actor, wanted, at=MONDAY + timedelta(days=1), group="owner"
    )

    assert ([len(one.cards) for one in columns.values()], more) == ([1, 1, 1], 0)
    assert fang().name not in columns
