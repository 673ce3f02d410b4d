"""A customer is found by a phone's last digits, two files become one, and two again."""

import re

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import wang_complains, zhou

pytestmark = pytest.mark.django_db(transaction=True)


def test_found_merged_and_undone(
    page: Page, live_server: LiveServer, context: BrowserContext
) -> None:
    wang_complains()
    wang_complains(customer={"name": "王健国", "phone": "13911112222"}, account="同一个电水壶。")
    client = Client()
    client.force_login(zhou())
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    page.goto(f"{live_server.url}/desk/customers/")
    expect(page.locator("[data-row]")).to_have_count(2)
    page.keyboard.press("/")
    page.keyboard.type("8000")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="查找客户")).to_have_value("8000")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="王建国")).to_be_visible()

    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="与其他档案合并")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("2222")
    page.get_by_role("link", name="王健国").click()
    expect(page.get_by_role("heading", name="合并两份客户档案")).to_be_visible()
    page.get_by_role("radio", name="王健国").check()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="王健国")).to_be_visible()
    expect(page.get_by_text("139 1111 2222")).to_be_visible()
    expect(page.locator(".customer-complaint")).to_have_count(2)

    page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(page.get_by_role("heading", name="王建国")).to_be_visible()
    expect(page.locator(".customer-complaint")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/desk/customers/\d+/$"))
