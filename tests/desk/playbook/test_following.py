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

    assert lead.post(PAGE).status_code == 302
    assert 'hx-trigger="every 1s"' in lead.get(PAGE).content.decode()
    while sweep_recalculations(at=MONDAY):
        pass

    page = lead.get(PAGE).content.decode()
    assert 'hx-trigger="every 1s"' not in page
    assert complaint.deadlines.get(kind="resolution").source == "playbook/1"
    assert lead.get("/desk/playbook/").content.decode().count(PAGE) == 0
    lead.post(PAGE)  # again: there is nothing left to do, and that is said
    assert Recalculation.objects.exclude(playbook=None).count() == 1


def test_who_works_on_complaints_only_is_refused(client: Client) -> None:
    client.force_login(lin())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
