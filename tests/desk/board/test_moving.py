"""Moving a card: one decision for each step, and a sentence where there is none."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import MONDAY, chen, department, lin, logistics, su, wang_complains, zhou
from zhuanji.complaints.actions import acknowledge_complaint, judge_complaint
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db


def visit(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def move(person: User, complaint: Complaint, to: str, group: str = "stage") -> tuple[int, Any]:
    answer = visit(person).post(f"/desk/board/{complaint.number}/move/", {"to": to, "group": group})
    return answer.status_code, json.loads(answer.content or "{}")


def stage_of(complaint: Complaint) -> str:
    return Complaint.objects.get(pk=complaint.pk).stage


def acknowledged(**given: Any) -> Complaint:
    complaint = wang_complains(owner=lin(), **given)
    return acknowledge_complaint(by=lin().actor, at=MONDAY, complaint=complaint)


def judged(verdict: Verdict = Verdict.UPHELD, **given: Any) -> Complaint:
    complaint, reason = acknowledged(**given), Judgement.Reason.values[0]
    if verdict == Verdict.NOT_UPHELD:
        reason = "no_evidence"
    judge_complaint(
        by=lin().actor,
        at=MONDAY,
        complaint=complaint,
        verdict=verdict,
        reason=reason,
        explanation="查过了",
    )
    complaint.refresh_from_db()
    return complaint


def test_a_move_that_asks_nothing_is_made_at_once() -> None:
    complaint = wang_complains()

    answer = move(lin(), complaint, "acknowledged")

    assert answer == (200, {"moved": f"{complaint.number}: Send the acknowledgement"})
    assert stage_of(complaint) == "acknowledged"


def test_a_move_that_needs_words_asks_for_them_and_changes_nothing() -> None:
    complaint = acknowledged()

    answer = move(lin(), complaint, "judged")

    assert answer == (200, {"asks": f"/desk/complaints/{complaint.number}/decide/judge/"})
    assert stage_of(complaint) == "acknowledged"


def test_an_answer_is_written_where_the_card_was_dropped() -> None:
    complaint = judged()
    status, answer = move(lin(), complaint, "answered")
    page = visit(lin()).get(answer["asks"], headers={"HX-Request": "true"}).content.decode()

    assert status == 200
    assert f'hx-post="/desk/complaints/{complaint.number}/write/answer/"' in page


def test_a_step_that_does_not_exist_says_what_comes_next() -> None:
    complaint = wang_complains()

    status, answer = move(lin(), complaint, "handling")

    assert status == 409
    assert answer["refused"].startswith(
        "From “Received” a complaint cannot go to “In handling”. What it needs now:"
    )


def test_a_refusal_that_waits_is_decided_by_somebody_else() -> None:
    complaint = judged(Verdict.NOT_UPHELD)

    own, others = move(lin(), complaint, "judged"), move(zhou(), complaint, "judged")

    assert own[1]["refused"].startswith("A refusal waits for its second person")
    assert others[1] == {"asks": f"/desk/complaints/{complaint.number}/decide/review/"}


def test_whoever_may_not_do_it_is_told() -> None:
    complaint = wang_complains()

    status, answer = move(su(), complaint, "acknowledged")

    assert status == 409
    assert answer["refused"].startswith("“Send the acknowledgement” is not yours")
    assert stage_of(complaint) == "received"


def test_another_departments_complaint_does_not_exist() -> None:
    complaint = wang_complains(place=logistics())

    assert visit(chen()).post(f"/desk/board/{complaint.number}/move/").status_code == 404


@pytest.mark.parametrize("to", ["", "nonsense", "received", "merged"])
def test_nonsense_is_refused_in_a_sentence(to: str) -> None:
    status, answer = move(lin(), wang_complains(), to)

    assert (status, bool(answer["refused"])) == (409, True)


def test_a_team_leader_gives_a_complaint_to_somebody_else() -> None:
    complaint = wang_complains()

    assert move(zhou(), complaint, str(lin().pk), "owner")[0] == 200
    assert move(zhou(), complaint, str(department().pk), "department")[0] == 200
    complaint.refresh_from_db()
    assert (complaint.owner, complaint.department) == (lin(), department())
    assert move(zhou(), complaint, "none", "owner")[0] == 200
    complaint.refresh_from_db()
    assert complaint.owner is None


@pytest.mark.parametrize("to", ["x", "999999999", "9" * 40])
@pytest.mark.parametrize("group", ["owner", "department"])
def test_nobody_is_given_to_who_does_not_exist(to: str, group: str) -> None:
    status, answer = move(zhou(), wang_complains(), to, group)

    assert (status, bool(answer["refused"])) == (409, True)


def test_an_agent_gives_nothing_away() -> None:
    answer = move(lin(), wang_complains(), str(lin().pk), "owner")

    assert answer == (409, {"refused": "Only a team leader gives complaints to others."})


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (lin, ["handle", "withdraw"]),
        (su, []),
    ],
)
def test_the_menu_offers_what_this_person_may_do(
    who: Callable[[], User], offered: list[str]
) -> None:
    complaint = judged()
    page = visit(who()).get(f"/desk/board/{complaint.number}/moves/").content.decode()

    found = [name for name in ("handle", "withdraw") if f"/decide/{name}/" in page]
    assert found == offered
    assert ("/desk/board/" + complaint.number + "/answer/" in page) == bool(offered)
