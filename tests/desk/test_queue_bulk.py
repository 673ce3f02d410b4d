"""One change to many complaints from the list."""

import json

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import he, lin, su, wang_complains, zhou
from tests.desk.test_queue import as_
from zhuanji.complaints.models import BulkChange, Complaint
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
PIECE = {"HX-Request": "true"}


def ask(person: User, **words: object) -> str:
    return as_(person).post("/desk/bulk/", words, headers=PIECE).content.decode()


def change(person: User, **words: object) -> HttpResponseBase:
    return as_(person).post("/desk/bulk/change/", words, headers=PIECE)


def toast(answer: HttpResponseBase) -> dict[str, str]:
    said: dict[str, dict[str, str]] = json.loads(answer.headers["HX-Trigger"])
    return said["toast"]


def grades() -> set[str]:
    return set(Complaint.objects.values_list("grade", flat=True))


def test_a_preview_says_how_many_change_and_which_not() -> None:
    rows = [wang_complains(grade=grade) for grade in ("general", "general", "major")]

    page = ask(zhou(), what="grade", value="major", id=[row.pk for row in rows])

    assert "2 complaints change." in page
    assert "1 stay: already so." in page
    assert rows[2].number in page
    assert grades() == {"general", "major"}


def test_a_preview_names_what_changes_and_what_it_holds_now() -> None:
    rows = [wang_complains(subject=f"第 {n} 件", owner=he()) for n in range(7)]

    page = ask(zhou(), what="owner", value=str(lin().pk), id=[row.pk for row in rows])

    assert page.count("now: 何静") == 5
    assert "and 2 more" in page
    assert rows[-1].number in page


def test_a_change_is_told_with_its_undo_and_the_undo_undoes() -> None:
    seen = json.dumps({wang_complains().pk: "general", wang_complains().pk: "general"})

    told = toast(change(zhou(), what="grade", value="major", seen=seen))

    undo = f"/desk/bulk/{BulkChange.objects.get().pk}/undo/"
    assert told == {"text": "2 complaints changed.", "kind": "success", "undo": undo}
    assert grades() == {"major"}
    answer = as_(zhou()).post(undo, headers=PIECE)
    assert toast(answer)["text"] == "2 complaints are as they were before."
    assert grades() == {"general"}


def test_nobody_else_takes_a_change_back() -> None:
    change(zhou(), what="grade", value="major", seen=json.dumps({wang_complains().pk: "general"}))

    answer = as_(he()).post(f"/desk/bulk/{BulkChange.objects.get().pk}/undo/")

    assert (answer.status_code, grades()) == (404, {"major"})


def test_everything_that_matches_is_what_the_filter_finds() -> None:
    wang_complains(owner=lin())
    wang_complains(owner=lin())
    wang_complains(owner=he())

    page = ask(zhou(), what="grade", value="major", all="1", query=f"owner={lin().pk}")

    assert "2 complaints change." in page


def test_without_scripts_the_change_is_a_page_and_comes_back_to_the_list() -> None:
    complaint = wang_complains()
    client = as_(zhou())

    page = client.post("/desk/bulk/", {"what": "grade", "id": complaint.pk}).content.decode()
    seen = json.dumps({complaint.pk: "general"})
    answer = client.post("/desk/bulk/change/", {"what": "grade", "value": "major", "seen": seen})

    assert "<h1" in page
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/complaints/")
    assert grades() == {"major"}


def test_whoever_may_not_work_finds_no_boxes() -> None:
    wang_complains()

    seen = {who.__name__: 'id="bulk"' in _list(who()) for who in (lin, su)}

    assert seen == {"lin": True, "su": False}


def _list(person: User) -> str:
    return as_(person).get("/desk/complaints/").content.decode()


def test_an_agent_takes_and_a_leader_assigns() -> None:
    wang_complains()
    assigns = 'name="what" value="owner"'

    assert (assigns in _list(lin()), assigns in _list(zhou())) == (False, True)


@pytest.mark.parametrize(
    "words",
    [
        {"what": "weather"},
        {"what": "grade", "seen": "nonsense"},
        {"what": "grade", "seen": "[1]"},
        {"what": "grade", "seen": '{"x": 1}'},
        {"what": "grade", "value": "enormous", "seen": "{}"},
        {},
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(words: dict[str, str]) -> None:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(zhou())

    answer = client.post("/desk/bulk/change/", words)

    assert answer.status_code == 422


def test_ids_that_are_none_select_nothing() -> None:
    page = ask(zhou(), what="take", id=["", "-1", "x", "9" * 40])

    assert "0 complaints change." in page


def test_a_preview_costs_the_same_for_one_and_for_three() -> None:
    client, costs = as_(zhou()), []
    for count in (1, 3):
        ids = [wang_complains().pk for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            client.post("/desk/bulk/", {"what": "owner", "value": "", "id": ids}, headers=PIECE)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
