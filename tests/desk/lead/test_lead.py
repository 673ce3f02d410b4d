"""What a team leader sees over: whose page it is, that its numbers are the lists behind them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import EVERYBODY, department, fang, lin, wang_complains, zhou
from zhuanji.complaints.actions import escalate_complaint, pause_complaint
from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation, Firing, Promise
from zhuanji.complaints.queries.clock_health import clock_health
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db

_MOST_QUERIES = 14  # with the departments that have tasks and what was handed to and fro
HOUR = timedelta(hours=1)


def visit(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def passed(complaint: Complaint, now: datetime, *, cause: str = "") -> Delay:
    """One of its deadlines passed unmet an hour ago."""
    row = Deadline.objects.filter(complaint=complaint, kind="resolution").get()
    Deadline.objects.filter(pk=row.pk).update(breached_at=now - HOUR)
    return Delay.objects.create(
        deadline=row,
        due_at=now - HOUR,
        owner=complaint.owner,
        department=complaint.department,
        stage=complaint.stage,
        cause=cause,
    )


def promised(complaint: Complaint, now: datetime, *, broken: bool) -> Promise:
    row = Deadline.objects.create(
        complaint=complaint,
        kind="promise",
        key=f"p{Deadline.objects.count()}",
        state="met",
        starts_at=now - 3 * HOUR,
        due_at=now - HOUR,
        met_at=now - HOUR,
        breached_at=now - HOUR if broken else None,
    )
    return Promise.objects.create(
        complaint=complaint, deadline=row, words="回电", owner=lin(), made_by="x", made_at=now
    )


def a_bad_day(now: datetime) -> None:
    """One of everything that the page counts, twice where a count could be doubled."""
    late = wang_complains(at=now - timedelta(days=9), owner=lin(), place=department())
    Complaint.objects.filter(pk=late.pk).update(due_at=now - HOUR)
    passed(late, now, cause="workload")
    promised(late, now, broken=True)
    promised(late, now, broken=True)
    promised(wang_complains(at=now, owner=lin()), now, broken=False)
    for to in ("lead", "legal"):
        escalate_complaint(by=lin().actor, at=now, complaint=late, to=to, words="请帮忙")
    passed(wang_complains(at=now), now)
    rests = wang_complains(at=now, owner=lin(), place=department())
    pause_complaint(
        by=lin().actor, at=now, complaint=rests, reason="awaiting_customer", words="等照片"
    )
    Complaint.objects.filter(due_at__gt=now).update(due_at=now + 5 * HOUR)
    soon = wang_complains(at=now)
    Complaint.objects.filter(pk=soon.pk).update(due_at=now + HOUR)


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_is_the_team_leaders_page(who: Callable[[], User]) -> None:
    person, client = who(), visit(who())
    expected = 200 if person == zhou() else 403

    found = [client.get(path).status_code for path in ("/desk/lead/", "/desk/lead/clock/")]
    assert found == [expected, expected]


def test_every_number_is_the_length_of_the_list_it_leads_to() -> None:
    a_bad_day(timezone.now())
    client = visit(zhou())
    page = client.get("/desk/lead/").content.decode()
    links = re.findall(r'href="(/desk/complaints/\?[^"]+)"[^>]*>(?:[^<]*<strong>)?([0-9]+)<', page)

    said = {unescape(address): int(count) for address, count in links}
    listed = {}
    for address in said:
        rows = client.get(address).content.decode()
        listed[address] = len(re.findall(r'<tr id="complaint-', rows))
    assert listed == said
    assert {address.partition("?")[2]: count for address, count in said.items() if count} == {
        "due=soon&order=due": 1,
        "due=overdue&order=due": 1,
        "owner=none&open=1": 2,
        "escalated=1": 1,
        "open=1": 5,
        f"owner={lin().pk}&open=1&order=due": 3,
        f"owner={lin().pk}&due=overdue&order=due": 1,
        f"promise=broken&promised_by={lin().pk}": 1,
        f"promise=kept&promised_by={lin().pk}": 1,
        "owner=none&open=1&order=due": 2,
        f"department={department().pk}&waits_for=awaiting_customer&open=1": 1,
        "delay=workload": 1,
        "delay=none": 1,
        f"delay_owner={lin().pk}": 1,
        "delay_owner=none": 1,
        f"delay_department={department().pk}": 1,
        "delay_department=none": 1,
    }


def test_an_empty_house_says_so() -> None:
    page = visit(zhou()).get("/desk/lead/").content.decode()

    for words in ("Nothing is late", "Nobody has anything open", "No complaint rests"):
        assert words in page


def test_a_filter_of_the_page_reads_as_a_sentence() -> None:
    page = visit(zhou()).get(f"/desk/complaints/?promise=broken&promised_by={lin().pk}")

    assert "Promised by is" in re.sub(r"<[^>]+>|\s+", " ", page.content.decode()).replace("  ", " ")


@pytest.mark.parametrize(
    "query", ["promise=x", "escalated=x", "delay=x", "waits_for=x", "delay_owner=x"]
)
def test_a_slip_of_the_pen_finds_nothing(query: str) -> None:
    wang_complains()
    page = visit(zhou()).get(f"/desk/complaints/?{query}").content.decode()

    assert "This address asks for something unknown" in page


def test_an_escalation_is_noted_by_one_click() -> None:
    complaint = wang_complains(owner=lin())
    row = escalate_complaint(
        by=lin().actor, at=timezone.now(), complaint=complaint, to="lead", words="请帮忙"
    )
    address = f"/desk/lead/escalations/{row.pk}/noted/"
    client = visit(zhou())

    first = client.post(address, headers={"HX-Request": "true"})
    again = client.post(address, headers={"HX-Request": "true"})
    unknown = client.post("/desk/lead/escalations/0/noted/")

    assert (first.status_code, first.content) == (200, b"")
    assert (again.status_code, unknown.status_code) == (409, 404)
    assert Escalation.objects.get(pk=row.pk).acknowledged_by == zhou()


def test_a_lead_is_asked_only_for_what_was_put_before_leads_and_notes_all_at_once() -> None:
    leads, counsel = visit(zhou()), visit(fang())
    for to in ("lead", "legal", "lead"):
        escalate_complaint(
            by=lin().actor, at=timezone.now(), complaint=wang_complains(), to=to, words=f"要{to}"
        )
    page = leads.get("/desk/lead/").content.decode()
    assert (page.count("要lead →"), page.count("要legal →")) == (4, 0)
    legal = Escalation.objects.get(to="legal")

    refused = leads.post(f"/desk/lead/escalations/{legal.pk}/noted/")
    assert (refused.status_code, counsel.get("/desk/").content.decode().count("要legal →")) == (
        403,
        2,
    )
    done = leads.post("/desk/lead/escalations/noted/", follow=True)
    assert "Noted: 2 escalations" in done.content.decode()
    assert "Nothing waits for you to take note" in done.content.decode()
    assert counsel.post("/desk/lead/escalations/noted/", follow=True).redirect_chain == [
        ("/desk/", 302)
    ]
    assert not Escalation.objects.filter(acknowledged_at=None).exists()


def test_the_oldest_overdue_come_first_and_it_says_how_many_there_are() -> None:
    now = timezone.now()
    for hours in range(1, 13):
        late = wang_complains(at=now, subject=f"晚{hours:02}小时")
        Complaint.objects.filter(pk=late.pk).update(due_at=now - hours * HOUR)
    page = visit(zhou()).get("/desk/lead/").content.decode()

    shown = re.findall(r">晚([0-9]+)小时<", page)
    assert shown == [f"{hours:02}" for hours in range(12, 2, -1)]
    assert "Overdue <strong>12</strong>" in page


def test_three_cost_what_one_costs() -> None:
    visitor = visit(zhou())

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/desk/lead/")
        return len(queries)

    a_bad_day(timezone.now())
    cost()
    once = cost()
    a_bad_day(timezone.now())
    a_bad_day(timezone.now())

    assert (cost(), once <= _MOST_QUERIES) == (once, True)


def test_the_clocks_lag_and_what_it_owes() -> None:
    now = timezone.now()
    row = Deadline.objects.filter(complaint=wang_complains(at=now)).first()
    assert row is not None
    Deadline.objects.exclude(pk=row.pk).update(next_at=None)
    Deadline.objects.filter(pk=row.pk).update(next_at=now - HOUR)
    for seconds in (1, 2, 3):
        planned = now - timedelta(minutes=5)
        Firing.objects.create(
            deadline=row,
            due_at=row.due_at,
            rung=str(seconds),
            planned_at=planned,
            fired_at=planned + timedelta(seconds=seconds),
        )
    Firing.objects.create(
        deadline=row,
        due_at=row.due_at,
        rung="old",
        planned_at=now - 9 * HOUR,
        fired_at=now - 2 * HOUR,
    )
    found = clock_health(at=now)
    page = visit(zhou()).get("/desk/lead/clock/", headers={"HX-Request": "true"}).content.decode()

    lags = [one.total_seconds() for one in (found.p50, found.p95, found.most) if one]
    assert (found.fired, lags, found.waiting, found.oldest) == (
        3,
        [2.0, 2.9, 3.0],
        1,
        now - HOUR,
    )
    assert "1 step is due and not taken yet" in page
