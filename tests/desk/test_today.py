"""What waits for whoever comes to work."""

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
    lin,
    logistics,
    su,
    wang_complains,
    wu,
    zhou,
)
from tests.notices.tellings import tell
from zhuanji.complaints.actions import add_customer_message, add_note, reply_to_customer
from zhuanji.complaints.models import Complaint, Judgement
from zhuanji.correspondence.models import Message
from zhuanji.notices.actions import mark_all_seen
from zhuanji.notices.told import Level
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db

_MOST_QUERIES = 17  # one page answers everything: each section asks once
_LOOKS = ["Numbers", "Open by grade"]
_SECTIONS = {
    "lin": ["My open complaints", "Unassigned"],
    "he": ["My open complaints", "Unassigned"],
    "zhou": [*_LOOKS, "Refusals waiting", "My open complaints", "Unassigned"],
    "chen": ["Open in my department"],
    "wu": ["Open in my department"],
    "su": _LOOKS,
    "fang": [*_LOOKS, "Refusals waiting"],
    "jiang": _LOOKS,
    "qin": _LOOKS,
    "ding": _LOOKS,
}


def visit(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def page_of(person: User) -> str:
    return visit(person).get("/desk/").content.decode()


def numbers(person: User) -> list[str]:
    return re.findall(r'data-open href="/desk/complaints/([^/]+)/"', page_of(person))


def refused_by(person: User) -> Complaint:
    complaint = wang_complains(owner=lin())
    Judgement.objects.create(
        complaint=complaint,
        verdict="not_upheld",
        reason="no_evidence",
        explanation="没有证据",
        state="proposed",
        proposed_by=person.actor.key,
        proposed_at=MONDAY,
    )
    return complaint


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_finds_what_is_their_business(who: Callable[[], User]) -> None:
    page = page_of(who())
    signs = {
        "Numbers": 'aria-label="Numbers"',
        "Open by grade": '<h2 class="card-name">Open by grade',
        "Refusals waiting": '<h2 class="card-name">Refusals waiting',
        "My open complaints": '<h2 class="card-name">My open complaints',
        "Open in my department": '<h2 class="card-name">Open in my department',
        "Unassigned": '<h2 class="card-name">Unassigned',
    }

    assert [name for name, sign in signs.items() if sign in page] == _SECTIONS[who.__name__]


def test_mine_come_the_most_urgent_first() -> None:
    later, sooner = wang_complains(owner=lin()), wang_complains(owner=lin())
    Complaint.objects.filter(pk=sooner.pk).update(due_at=MONDAY)

    assert numbers(lin()) == [sooner.number, later.number]


def test_another_department_never_shows() -> None:
    theirs = wang_complains(place=department())
    wang_complains(place=logistics())

    assert numbers(chen()) == [theirs.number]


def test_a_mention_is_gone_once_the_complaint_left_the_department() -> None:
    complaint = wang_complains(owner=lin(), place=logistics())
    add_note(by=lin().actor, at=MONDAY, complaint=complaint, body="请看", mentions=[wu()])
    before = numbers(wu())
    Complaint.objects.filter(pk=complaint.pk).update(department=department())

    assert (before, numbers(wu())) == ([complaint.number] * 2, [])


def test_a_refusal_waits_for_somebody_else() -> None:
    refused_by(zhou())
    waiting = refused_by(lin())

    assert numbers(zhou()) == [waiting.number]


def test_names_are_masked_for_whoever_may_not_see_them() -> None:
    wang_complains(owner=lin(), place=department())

    seen = {who.__name__: "王建国" in page_of(who()) for who in (lin, chen, su)}

    assert seen == {"lin": True, "chen": False, "su": False}


def test_a_number_leads_to_the_list_it_counts() -> None:
    wang_complains()
    found = re.findall(r'today-tile" href="([^"]+)"><strong>(\d+)', page_of(su()))

    assert found[:4] == [
        ("/desk/complaints/?open=1", "1"),
        ("/desk/complaints/?due=overdue&amp;order=due", "1"),
        ("/desk/complaints/?due=soon&amp;order=due", "0"),
        ("/desk/complaints/?owner=none&amp;open=1", "1"),
    ]


@pytest.mark.parametrize("who", [lin, zhou, chen, su])
def test_three_cost_what_one_costs(who: Callable[[], User]) -> None:
    visitor = visit(who())

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/desk/")
        return len(queries)

    def one_more() -> None:
        wang_complains(place=department())
        refused_by(lin())
        mine = wang_complains(owner=who(), place=department())
        add_note(by=lin().actor, at=MONDAY, complaint=mine, body="请看", mentions=[who()])

    one_more()
    cost()
    once = cost()
    one_more()
    one_more()

    assert (cost(), once <= _MOST_QUERIES) == (once, True)


def test_whom_a_customer_waits_for_is_told_until_they_answer() -> None:
    complaint = wang_complains(owner=lin())
    add_customer_message(
        by=lin().actor, at=MONDAY, complaint=complaint, body="客户来电：今天还没有人联系我"
    )
    assert "The customer wrote and waits for you" in page_of(lin())

    reply_to_customer(
        by=lin().actor, at=MONDAY + timedelta(hours=1), complaint=complaint, body="正在核实"
    )
    assert "The customer wrote and waits for you" not in page_of(lin())


def test_a_letter_that_was_given_up_is_told_to_the_owner() -> None:
    complaint = wang_complains(owner=lin())
    message = reply_to_customer(by=lin().actor, at=MONDAY, complaint=complaint, body="正在核实")
    Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED)

    assert "Letters that could not be sent" in page_of(lin())
    assert "Letters that could not be sent" not in page_of(zhou())


def test_what_changed_while_one_was_away_stands_there_until_it_is_seen() -> None:
    tell(lin(), key="1")
    tell(lin(), key="2", level=Level.ALARM)
    before = page_of(lin())
    mark_all_seen(by=lin(), at=MONDAY)

    words = "What changed since you last looked"
    assert [(words in page, page.count('id="notice-')) for page in (before, page_of(lin()))] == [
        (True, 2),
        (False, 0),
    ]
