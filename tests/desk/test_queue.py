"""The list of complaints."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import EVERYBODY, chen, department, he, lin, su, wang_complains
from zhuanji.staff.models import SavedView, User

pytestmark = pytest.mark.django_db
URL = "/desk/complaints/"


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def test_strangers_sign_in_first() -> None:
    answer = Client(HTTP_HOST="localhost").get(URL)

    assert (answer.status_code, answer["Location"]) == (302, f"/desk/sign-in/?next={URL}")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_of_the_staff_has_a_list(who: Callable[[], User]) -> None:
    assert as_(who()).get(URL).status_code == 200


def numbers(person: User, query: str = "") -> list[str]:
    page = as_(person).get(f"{URL}?{query}").content.decode()
    return re.findall(r'data-open href="/desk/complaints/([^/]+)/"', page)


def test_a_department_sees_its_own_only() -> None:
    theirs = wang_complains(place=department())
    wang_complains()

    assert numbers(chen()) == [theirs.number]


def test_names_are_masked_for_whoever_may_not_see_them() -> None:
    wang_complains()

    seen = {who.__name__: "王建国" in as_(who()).get(URL).content.decode() for who in (lin, su)}

    assert seen == {"lin": True, "su": False}


def test_a_filter_narrows_the_list() -> None:
    mine = wang_complains(owner=lin())
    wang_complains(owner=he())

    assert numbers(lin(), "owner=me&open=1") == [mine.number]


def test_words_that_cannot_be_searched_are_kept_beside_a_sentence() -> None:
    answer = as_(lin()).get(URL, {"search": "！？"})

    text = answer.content.decode()
    assert (answer.status_code, "！？" in text, 'role="alert"' in text) == (422, True, True)


def test_a_view_is_saved_shared_and_deleted_by_its_owner_alone() -> None:
    as_(lin()).post(
        f"{URL}views/", {"name": "重大", "query": "grade=major&cursor=x", "shared": "1"}
    )
    view = SavedView.objects.get()
    as_(he()).post(f"{URL}views/{view.pk}/delete/")
    survived = SavedView.objects.filter(pk=view.pk).exists()
    as_(lin()).post(f"{URL}views/{view.pk}/delete/")

    assert (view.query, view.shared, survived, SavedView.objects.count()) == (
        "grade=major",
        True,
        True,
        0,
    )


def test_the_list_costs_the_same_at_one_row_and_at_three() -> None:
    client = as_(lin())
    costs = []
    for more in (1, 2):
        for _n in range(more):
            wang_complains(owner=lin(), place=department())
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        costs.append(len(asked))

    assert costs[0] == costs[1] < 12


def test_a_condition_that_cannot_be_read_is_told_and_shows_nothing() -> None:
    complaint = wang_complains()
    page = as_(lin()).get(URL, {"owner": "nonsense"}).content.decode()

    assert complaint.number not in page
    assert "This address asks for something unknown" in page
