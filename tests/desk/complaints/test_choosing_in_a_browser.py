"""Choosing a category: by typing, by the keyboard, by what is proposed; and without scripts."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.desk.test_queue_in_a_browser import open_queue
from zhuanji.complaints.models import Complaint
from zhuanji.triage.actions import assess_complaints

pytestmark = pytest.mark.django_db(transaction=True)
LEAK = "😡电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的。"


@pytest.fixture
def complaint(page: Page, live_server: LiveServer, context: BrowserContext) -> Complaint:
    made = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    open_queue(page, live_server, context, cast.lin())
    page.goto(f"{live_server.url}/desk/complaints/{made.number}/")
    return made


def test_initials_and_enter_choose_and_enter_sends(page: Page, complaint: Complaint) -> None:
    page.keyboard.press("c")
    field = page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    rows = page.get_by_role("treeitem")
    expect(rows.first).to_contain_text("漏水")

    field.fill("lsss")
    expect(rows).to_have_count(1)
    field.fill("漏")
    expect(rows.first).to_contain_text("漏水")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("button[type=submit]")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_hidden()
    complaint.refresh_from_db()
    assert complaint.category == "quality.leak"


@pytest.mark.usefixtures("complaint")
def test_arrows_open_a_group_and_what_fits_nothing_says_so(page: Page) -> None:
    page.keyboard.press("c")
    field = page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    first = page.locator(".choosing-first").first
    expect(first).to_have_attribute("aria-expanded", "false")
    first.click()
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".choosing-2").first).to_contain_text("整个大类")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".choosing-2")).to_have_count(0)

    field.fill("qqqqq")

    expect(page.get_by_role("treeitem")).to_have_count(0)
    expect(page.get_by_text("没有符合的类别")).to_be_visible()


@pytest.mark.usefixtures("complaint")
def test_a_word_of_the_evidence_leads_to_its_place(page: Page) -> None:
    page.locator("#proposals summary").first.click()
    word = page.locator("#proposals a.word").first
    place = int(word.get_attribute("data-from") or "")
    assert LEAK[place:].startswith(word.inner_text())

    word.click()

    shown = page.evaluate("[...CSS.highlights.get('flash')][0].toString()")
    assert shown == word.inner_text()
    expect(page).to_have_url(re.compile(r"/$"))


def test_while_registering_what_is_proposed_comes_first(
    page: Page, live_server: LiveServer, context: BrowserContext
) -> None:
    open_queue(page, live_server, context, cast.lin())
    page.goto(f"{live_server.url}/desk/register/")
    page.locator("[name=account]").fill(LEAK)
    expect(page.locator("[data-propose=category]").first).to_be_visible()

    page.locator(".choosing-button").click()
    expect(page.get_by_role("treeitem").first).to_contain_text("漏水")
    page.keyboard.press("Enter")

    expect(page.locator(".choosing-button")).to_contain_text("漏水")
    assert page.locator("[name=category]").input_value() == "quality.leak"
    page.reload()
    expect(page.locator(".choosing-button")).to_contain_text("漏水")
