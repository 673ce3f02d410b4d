"""The board as a hand meets it: dragging, the dialog that asks, the card that goes back."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import MONDAY, lin, wang_complains
from zhuanji.complaints.actions import acknowledge_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db(transaction=True)
Board = Callable[[User], Page]


@pytest.fixture
def board(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Board:
    """Open the board in a window of its own."""

    def open_for(person: User) -> Page:
        context, client = new_context(base_url=live_server.url), Client()
        context.route("**/events?*", _no_news)
        client.force_login(person)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto("/desk/board/")
        expect(page.locator("[data-sorts]").first).to_be_attached()
        return page

    return open_for


def _no_news(_route: Route) -> None:
    """A stream that never says a word: over WSGI it would hold a thread of the server for ever."""


def card_of(page: Page, complaint: Complaint) -> Locator:
    return page.locator(f"#card-{complaint.pk}")


def drag(page: Page, complaint: Complaint, to: str) -> None:
    target = page.locator(f"[data-key-of={to}]")
    card_of(page, complaint).locator(".board-subject").drag_to(target)


def expect_in(page: Page, complaint: Complaint, column: str) -> None:
    inside = page.locator(f"[data-key-of={column}] #card-{complaint.pk}:not(.is-moving)")
    expect(inside).to_have_count(1)


def stage_of(complaint: Complaint) -> str:
    return Complaint.objects.get(pk=complaint.pk).stage


def acknowledged() -> Complaint:
    return acknowledge_complaint(
        by=lin().actor, at=MONDAY, complaint=wang_complains(owner=lin(), subject="水壶漏电")
    )


def test_a_card_that_is_dropped_is_moved(board: Board) -> None:
    complaint = wang_complains(owner=lin())
    page = board(lin())

    drag(page, complaint, "acknowledged")

    expect(page.locator(".toast-note")).to_contain_text(complaint.number)
    expect_in(page, complaint, "acknowledged")
    assert stage_of(complaint) == "acknowledged"


def test_a_drop_that_needs_words_asks_and_goes_back_when_nothing_is_said(board: Board) -> None:
    complaint = acknowledged()
    page = board(lin())

    drag(page, complaint, "judged")
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("[name=verdict]")).to_be_focused()
    page.keyboard.press("Escape")

    expect_in(page, complaint, "acknowledged")
    assert stage_of(complaint) == "acknowledged"


def test_a_drop_that_needs_words_is_made_when_they_are_said(board: Board) -> None:
    complaint = acknowledged()
    page = board(lin())

    drag(page, complaint, "judged")
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("[name=verdict]")).to_be_focused()
    sheet.locator("[name=explanation]").fill("水壶的密封圈确有缺陷")
    sheet.locator("button[type=submit]").click()

    expect(sheet).to_be_hidden()
    expect_in(page, complaint, "judged")
    assert stage_of(complaint) == "judged"


def test_an_impossible_drop_says_why_and_goes_back(board: Board) -> None:
    complaint = wang_complains()
    page = board(lin())

    drag(page, complaint, "handling")

    expect(page.locator(".toast-note")).to_contain_text("不能")
    expect_in(page, complaint, "received")


def test_without_a_mouse(board: Board) -> None:
    complaint = wang_complains(owner=lin())
    page = board(lin())

    page.keyboard.press("j")
    expect(card_of(page, complaint)).to_be_focused()
    page.keyboard.press("m")
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect_in(page, complaint, "acknowledged")
    page.locator(f"#card-{complaint.pk}").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{complaint.number}/$"))
    page.wait_for_load_state("networkidle")


def test_what_one_screen_moves_another_shows(board: Board) -> None:
    complaint, other = wang_complains(owner=lin()), wang_complains()
    here, there = board(lin()), board(lin())
    card_of(there, other).evaluate("one => { one.dataset.seen = 'yes'; }")

    drag(here, complaint, "acknowledged")
    expect_in(here, complaint, "acknowledged")
    there.evaluate("document.body.dispatchEvent(new CustomEvent('live:list'))")

    expect_in(there, complaint, "acknowledged")
    expect(there.locator("[data-count=acknowledged]")).to_have_text("1")
    expect(card_of(there, other)).to_have_attribute("data-seen", "yes")


def test_a_phone_opens_on_the_first_column_with_something_in_it(board: Board) -> None:
    complaint = wang_complains()
    acknowledge_complaint(by=lin().actor, at=MONDAY, complaint=complaint)
    page = board(lin())
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()

    expect(card_of(page, complaint)).to_be_in_viewport(ratio=0.9)
