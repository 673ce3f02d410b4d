"""The list as one person wants it: its columns, its order, its filter read as a sentence."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, he, lin, su, wang_complains
from tests.desk.test_queue import as_
from zhuanji.complaints.queries import Filter, list_complaints
from zhuanji.staff.models import ListLayout, User

pytestmark = pytest.mark.django_db
URL = "/desk/complaints/"


def columns(person: User, query: str = "") -> list[str]:
    page = as_(person).get(f"{URL}?{query}").content.decode()
    return re.findall(r'<th scope="col">([^<]+)</th>', page)


def test_columns_are_remembered_by_person_and_view() -> None:
    wang_complains(owner=lin())
    client, mine = as_(lin()), "owner=me&open=1&order=due"
    client.post(f"{URL}views/columns/", {"query": mine, "columns": ["product", "grade", "x"]})
    client.post(f"{URL}views/columns/", {"query": "", "columns": ["demand"]})

    assert columns(lin(), mine) == ["Number", "Subject", "Grade", "Product"]
    assert columns(lin()) == ["Number", "Subject", "Demand"]
    assert columns(lin(), "grade=general") == ["Number", "Subject", "Demand"]
    assert len(columns(he())) == 10


def test_a_filter_that_is_no_view_shares_the_columns_of_the_plain_list() -> None:
    as_(lin()).post(f"{URL}views/columns/", {"query": "grade=major", "columns": ["stage"]})

    assert [(one.query, one.columns) for one in ListLayout.objects.all()] == [("", ["stage"])]


def test_free_words_in_a_column_are_masked_like_everywhere() -> None:
    wang_complains(demand="请回电 13800138000")
    seen = {}
    for person in (lin(), su()):
        as_(person).post(f"{URL}views/columns/", {"query": "", "columns": ["demand"]})
        seen[person.username] = "13800138000" in as_(person).get(URL).content.decode()

    assert seen == {"lin": True, "su": False}


def test_the_gravest_come_first_and_pages_go_both_ways() -> None:
    given = ("general", "emergency", "major", "general", "major", "complex", "emergency")
    rows = [wang_complains(grade=grade) for grade in given]
    wanted = [rows[n].pk for n in (6, 1, 4, 2, 5, 3, 0)]
    walked, cursors = [], [""]
    while True:
        page = list_complaints(
            lin().actor, Filter(order="grade"), at=MONDAY, cursor=cursors[-1], size=2
        )
        walked += [row.pk for row in page.rows]
        if not page.next:
            break
        cursors.append(page.next)
    back = list_complaints(
        lin().actor, Filter(order="grade"), at=MONDAY, cursor=page.previous, size=2
    )

    assert walked == wanted
    assert [row.pk for row in back.rows] == wanted[4:6]


def test_filters_read_as_a_sentence() -> None:
    page = as_(lin()).get(f"{URL}?grade=major&grade=general&owner=none").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page.partition('class="filter-sentence">')[2]).split())

    assert words.startswith("Complaints where Grade is General or Major , and Owner is nobody")


@pytest.mark.parametrize("order", ["newest", "due", "grade"])
def test_every_order_costs_the_same_at_one_row_and_at_three(order: str) -> None:
    client, costs = as_(lin()), []
    for more in (1, 2):
        for _n in range(more):
            wang_complains(owner=lin())
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{URL}?order={order}")
        costs.append(len(asked))

    assert (costs[0] == costs[1], costs[0] <= 12) == (True, True), costs
