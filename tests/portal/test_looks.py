"""Whoever was refused may still change language and letters, or reload, and loses nothing."""

import re
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MONDAY, lin, wang_complains
from tests.portal.test_portal import acknowledged, answered, open_case, photo
from zhuanji.complaints.actions import acknowledge_due, record_findings
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.stages import Stage

pytestmark = pytest.mark.django_db
_addresses = (f"10.8.{n // 250}.{n % 250}" for n in count(1))
TYPED = re.compile(r'<form[^>]* id="typed"')


@pytest.fixture
def visitor() -> Client:
    return Client(REMOTE_ADDR=next(_addresses), headers={"accept-language": "zh-CN"})


def switches(page: str) -> list[tuple[str, str]]:
    """The forms that the buttons at the top belong to."""
    top = page[page.index("<header") : page.index("</header>")]
    pairs = re.finditer(r'<button type="submit" form="(\w+)" name="(\w+)"', top)
    return [(one[1], one[2]) for one in pairs]


@pytest.mark.parametrize("deed", ["say", "accept", "reject", "withdraw", "reopen", "leave"])
def test_an_address_that_only_takes_forms_leads_to_the_complaint(
    visitor: Client, deed: str
) -> None:
    complaint = wang_complains()
    response = visitor.get(f"/c/{complaint.number}/{deed}")
    assert (response.status_code, response["Location"]) == (302, f"/c/{complaint.number}")


def test_the_switches_alone_lead_home_when_they_are_opened_by_hand(visitor: Client) -> None:
    assert visitor.get("/appearance/")["Location"] == "/"


def test_a_refused_form_is_drawn_in_the_other_language_with_all_that_was_typed(
    visitor: Client,
) -> None:
    words = {"account": "水壶<漏>电", "email": "x@", "files": [photo("证据.png")]}
    refused = visitor.post("/complain/", words)
    ticket = re.search(r'name="ticket" value="([^"]+)"', refused.text)
    assert ticket
    assert switches(refused.text) == [("typed", "large"), ("typed", "language")]
    kept = {"account": "水壶<漏>电，改", "email": "x@", "ticket": ticket[1]}
    page = visitor.post("/complain/", {**kept, "language": "en"})
    assert ("水壶&lt;漏&gt;电，改" in page.text, "证据.png" in page.text) == (True, True)
    assert ('lang="en"' in page.text, "not an e-mail address" in page.text) == (True, True)
    assert visitor.get("/").text.count("Make a complaint") > 0
    page = visitor.post("/complain/", {**kept, "email": "", "large": "1"})
    assert ('class="large"' in page.text, Complaint.objects.count()) == (True, 0)


@pytest.mark.parametrize("deed", ["reject", "reopen", "say", "withdraw"])
def test_a_refused_deed_is_drawn_again_and_not_done(visitor: Client, deed: str) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}/{deed}"
    refused = visitor.post(here, {"words": " "})
    assert (refused.status_code, len(TYPED.findall(refused.text))) == (
        409 if deed == "reopen" else 422,
        1,
    )
    page = visitor.post(here, {"words": "还没<好>", "language": "en"})
    assert (page.status_code, "还没&lt;好&gt;" in page.text) == (200, True)
    assert "not yet sent" in page.text
    complaint.refresh_from_db()
    assert complaint.stage == Stage.ANSWERED


def test_after_the_half_day_words_stay_in_any_language(visitor: Client) -> None:
    complaint = wang_complains()
    refused = visitor.post(f"/c/{complaint.number}/say", {"words": "我的补充"})
    assert (refused.status_code, len(TYPED.findall(refused.text))) == (403, 1)
    kept = {"number": complaint.number, "deed": "say", "words": "我的补充"}
    page = visitor.post("/find/", {**kept, "language": "en"}).text
    assert ("我的补充" in page, 'name="deed" value="say"' in page) == (True, True)
    opened = visitor.post("/find/", {**kept, "code": query_code(complaint.number)})
    assert "我的补充" in opened.text


def test_a_refused_wish_about_data_is_kept_in_any_language(visitor: Client) -> None:
    complaint = wang_complains()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}/data"
    assert visitor.post(here, {"words": "改名"}).status_code == 422
    page = visitor.post(here, {"words": "改名", "wish": "correction", "large": "1"})
    assert (page.status_code, "改名" in page.text) == (200, True)
    assert re.search(r'value="correction"\s+checked', page.text)


def test_findings_before_the_answer_are_called_what_they_are(visitor: Client) -> None:
    complaint = acknowledged(wang_complains())
    record_findings(
        by=lin().actor, at=MONDAY, complaint=complaint, how="换新", why="", prevention=""
    )
    open_case(visitor, complaint)
    assert visitor.get(f"/c/{complaint.number}").text.count("目前查明的情况") == 1
    done = answered()
    Complaint.objects.filter(pk=done.pk).update(how="换新")
    open_case(visitor, done)
    assert "目前查明的情况" not in visitor.get(f"/c/{done.number}").text


def test_a_letter_nobody_wrote_is_from_the_system_in_the_readers_language(visitor: Client) -> None:
    complaint = wang_complains()
    acknowledge_due(at=timezone.now())
    open_case(visitor, complaint)
    assert 'aria-label="系统"' in visitor.get(f"/c/{complaint.number}").text
    visitor.post("/appearance/", {"language": "en"})
    assert 'aria-label="System"' in visitor.get(f"/c/{complaint.number}").text


def test_the_receipt_says_what_was_asked_for_and_handed_in(visitor: Client) -> None:
    words = {"account": "水壶漏电", "demand": "退款并道歉", "files": [photo("证据.png")]}
    page = visitor.get(visitor.post("/complain/", words)["Location"]).text
    assert ("退款并道歉" in page, "证据.png" in page) == (True, True)


def test_staff_find_their_door(visitor: Client) -> None:
    page = visitor.get("/").text
    assert re.search(r'href="/desk/sign-in/">\s*工作人员登录', page)
