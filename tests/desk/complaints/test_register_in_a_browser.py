"""The register page keeps what was typed, for each tab on its own."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import lin
from tests.desk.test_queue_in_a_browser import open_queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page: Page, live_server: LiveServer, context: BrowserContext) -> Page:
    open_queue(page, live_server, context, lin())
    page.goto(f"{live_server.url}/desk/register/")
    return page


def tab(desk: Page) -> Page:
    opened = desk.context.new_page()
    opened.goto(desk.url)
    return opened


def account(desk: Page) -> str:
    return desk.locator("[name=account]").input_value()


def test_two_tabs_keep_two_drafts(desk: Page) -> None:
    other = tab(desk)
    desk.locator("[name=account]").fill("水壶漏电")
    other.locator("[name=account]").fill("快递丢失")
    desk.reload()
    other.reload()
    assert (account(desk), account(other)) == ("水壶漏电", "快递丢失")
    expect(desk.locator("[data-orphan]")).to_be_hidden()


def test_what_a_closed_tab_held_is_offered_and_taken(desk: Page) -> None:
    desk.locator("[name=account]").fill("水壶漏电")
    other = tab(desk)
    expect(other.locator("[data-orphan]")).to_be_hidden()
    desk.close(run_before_unload=False)
    other.reload()
    offer = other.locator("[data-orphan]")
    expect(offer).to_contain_text("有一份未登记的草稿")
    expect(offer).to_contain_text("水壶漏电")

    other.locator("[name=account]").fill("正在写的另一件")
    other.get_by_role("button", name="继续填写").click()

    assert account(other) == "水壶漏电"
    expect(offer).to_contain_text("正在写的另一件")
    other.get_by_role("button", name="丢弃").click()
    expect(offer).to_be_hidden()
    other.reload()
    assert account(other) == "水壶漏电"
    expect(offer).to_be_hidden()


def test_what_was_registered_is_not_offered_again(desk: Page) -> None:
    desk.locator("[name=account]").fill("水壶漏电")
    desk.locator(".register-foot button").click()
    desk.wait_for_url("**registered=1")
    kept = "Object.keys(localStorage).filter((key) => key.includes(':register:')).length"
    desk.wait_for_function(f"{kept} === 0")
