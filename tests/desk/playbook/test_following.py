"""Letting open complaints follow the playbook in use."""

import pytest
from django.test import Client

from tests.cast import MONDAY, lin, wang_complains, zhou
from zhuanji.complaints.models import Recalculation
from zhuanji.complaints.sweeps import sweep_recalculations
from zhuanji.playbooks.actions import put_playbook_into_use
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.queries import forget_playbook
from zhuanji.playbooks.shipped import general

pytestmark = pytest.mark.django_db
PAGE = "/desk/playbook/open/"


def resolve_within(term: str) -> None:
    body = general().model_dump(mode="json")
    for row in body["deadlines"]:
        row |= {"acknowledgement": "10m", "first_answer": "20m", "resolution": term}
    put_playbook_into_use(
        by=zhou().actor, at=MONDAY, body=PlaybookBody.model_validate(body), reason="统一"
    )
    forget_playbook()


@pytest.fixture
def lead(client: Client) -> Client:
    client.force_login(zhou())
    return client


def test_it_says_beforehand_what_would_move_and_what_would_be_late_at_once(lead: Client) -> None:
    complaint = wang_complains()
    complaint.deadlines.update(breached_at=None)
    resolve_within("30m")

    page = lead.get(PAGE).content.decode()

    assert "1 件未结投诉仍按旧版预案处理" in page
    assert complaint.number in page
    assert complaint.deadlines.get(kind="resolution").source == "playbook/0"


def test_one_click_lets_all_follow_and_the_page_says_how_far_it_is(lead: Client) -> None:
    complaint = wang_complains()
    resolve_within("30d")
    assert lead.get("/desk/playbook/").content.decode().count(PAGE) == 1

    assert lead.post(PAGE, {"late": "1"}).status_code == 302
    assert 'hx-trigger="every 1s"' in lead.get(PAGE).content.decode()
    while sweep_recalculations(at=MONDAY):
        pass

    page = lead.get(PAGE).content.decode()
    assert 'hx-trigger="every 1s"' not in page
    assert complaint.deadlines.get(kind="resolution").source == "playbook/1"
    assert lead.get("/desk/playbook/").content.decode().count(PAGE) == 0
    lead.post(PAGE, {"late": "1"})  # again: there is nothing left to do, and that is said
    assert Recalculation.objects.exclude(playbook=None).count() == 1


def test_who_works_on_complaints_only_is_refused(client: Client) -> None:
    client.force_login(lin())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def follow_all() -> None:
    while sweep_recalculations(at=MONDAY):
        pass


def test_what_would_be_late_at_once_asks_for_a_tick(lead: Client) -> None:
    complaint = wang_complains()
    complaint.deadlines.update(breached_at=None)
    resolve_within("30m")
    refused = lead.post(PAGE, {"which": "all"})

    assert (refused.status_code, Recalculation.objects.exclude(playbook=None).count()) == (422, 0)
    assert lead.post(PAGE, {"which": "all", "late": "1"}).status_code == 302
    follow_all()
    assert complaint.deadlines.get(kind="resolution").source == "playbook/1"


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ({"which": "spares"}, False),
        ({"which": "all", "late": "1", "grade": "major"}, False),
        ({"which": "all", "late": "1", "grade": ["major", "general"]}, True),
    ],
)
def test_only_those_follow_that_are_meant(
    lead: Client, said: dict[str, object], follows: bool
) -> None:
    complaint = wang_complains()
    resolve_within("30m")
    lead.post(PAGE, said)
    follow_all()

    complaint.refresh_from_db()
    assert complaint.playbook == (1 if follows else 0)
    assert complaint.deadlines.get(kind="resolution").source == f"playbook/{complaint.playbook}"
    assert Recalculation.objects.filter(ended_at=None).count() == 0


def test_those_follow_of_which_nothing_comes_earlier(lead: Client) -> None:
    complaint = wang_complains()
    body = general().model_dump(mode="json")
    for row in body["deadlines"]:
        row["resolution"] = "300d"
    put_playbook_into_use(
        by=zhou().actor, at=MONDAY, body=PlaybookBody.model_validate(body), reason="放宽"
    )
    forget_playbook()
    lead.post(PAGE, {"which": "spares"})
    follow_all()

    complaint.refresh_from_db()
    assert complaint.playbook == 1
