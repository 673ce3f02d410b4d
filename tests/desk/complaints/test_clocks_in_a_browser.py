"""Promises are offered while one writes, and what is written stays where it is."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.desk.test_queue_in_a_browser import open_queue
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import database_now
from zhuanji.complaints.models import Complaint, Promise

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = "您好，我们会在3个工作日内答复您。"


@pytest.fixture
def complaint(page: Page, live_server: LiveServer, context: BrowserContext) -> Complaint:
    made = cast.wang_complains(at=database_now(), owner=cast.lin())
    actions.acknowledge_due(at=database_now())
    open_queue(page, live_server, context, cast.lin())
    page.goto(f"{live_server.url}/desk/complaints/{made.number}/")
    return made


def test_a_promise_is_offered_while_writing_kept_when_sent_and_the_words_stay(
    page: Page, complaint: Complaint
) -> None:
    field = page.locator("form.pane-reply textarea")
    field.click()
    expect(field).to_be_focused()
    field.press_sequentially(LETTER)

    offered = page.get_by_role("checkbox", name="3个工作日内答复")
    expect(offered).to_be_checked()
    expect(field).to_have_value(LETTER)
    page.get_by_role("button", name="发送", exact=True).click()

    expect(field).to_have_value("")
    expect(offered).to_have_count(0)
    side = page.locator(".side-deadlines")
    expect(side).to_contain_text("承诺：3个工作日内答复")
    assert Promise.objects.get().complaint == complaint
    side.get_by_role("button", name="已兑现").click()
    expect(side.get_by_role("button", name="已兑现")).to_have_count(0)
    assert Promise.objects.get().deadline.state == "met"


def test_asking_the_customer_lets_the_deadlines_rest_before_ones_eyes(
    page: Page, complaint: Complaint
) -> None:
    page.get_by_role("link", name="等客户资料").click()
    page.get_by_role("textbox", name="发给客户的话").fill("请补发发票照片。")
    page.locator("#decision").get_by_role("button", name="等客户资料").click()

    expect(page.locator(".side-rest")).to_contain_text("等待客户补充资料")
    complaint.refresh_from_db()
    assert complaint.waits_for == "awaiting_customer"
