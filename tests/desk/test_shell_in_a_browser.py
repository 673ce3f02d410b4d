"""The shell as a person meets it: keyboard, command bar, notices, nothing typed is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import PASSWORD, lin

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.desk.sample_urls"),
]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, context: BrowserContext) -> Page:
    """林小雨 at a page that has one of everything; whatever breaks in a script fails the test."""
    client = Client()
    client.force_login(lin())
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{live_server.url}/sample/")
    return page


def reply_of(desk: Page) -> Locator:
    return desk.get_by_role("textbox", name="回复")


def test_signing_in_and_out_by_keyboard(page: Page, live_server: LiveServer) -> None:
    lin()
    page.goto(f"{live_server.url}/desk/account/")
    page.keyboard.type("lin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="我的账户")).to_be_visible()

    page.get_by_label("林小雨的菜单").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_dark_comes_from_the_server_and_from_the_system(desk: Page) -> None:
    desk.emulate_media(color_scheme="dark")
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "dark")

    desk.get_by_label("林小雨的菜单").click()
    desk.get_by_role("button", name="浅色").click()

    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_rows_by_keyboard(desk: Page) -> None:
    for key in ("j", "j", "k", "j", "x"):
        desk.keyboard.press(key)

    expect(desk.locator("[data-row].is-current")).to_have_id("row-2")
    expect(desk.locator("#row-2 input")).to_be_checked()
    expect(desk.locator(":checked")).to_have_count(1)

    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"\?opened=2$"))


def test_keys_are_letters_while_one_types(desk: Page) -> None:
    desk.keyboard.press("/")
    desk.keyboard.type("jr?x")

    expect(desk.get_by_role("searchbox")).to_have_value("jr?x")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_keys_are_not_pressed_while_an_input_method_composes(desk: Page) -> None:
    desk.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'r', bubbles: true, isComposing: true}))"
    )

    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_the_sheet_lists_what_this_page_offers(desk: Page) -> None:
    desk.keyboard.press("?")

    sheet = desk.get_by_role("dialog", name="键盘快捷键")
    expect(sheet).to_contain_text("写原因")
    expect(sheet).to_contain_text("下一页")
    desk.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_key_opens_a_dialog_and_only_its_keys_count_inside(desk: Page) -> None:
    desk.keyboard.press("r")

    dialog = desk.get_by_role("dialog", name="写原因")
    expect(dialog).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(dialog).to_be_hidden()
    expect(desk.locator("[data-row].is-current")).to_have_id("row-1")


def test_the_command_bar_finds_by_pinyin_runs_actions_and_links(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    desk.keyboard.type("jr")
    expect(desk.get_by_role("option").first).to_have_text("今日")

    desk.get_by_role("combobox").fill("写")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="写原因")).to_be_visible()
    desk.keyboard.press("Escape")

    desk.keyboard.press("Control+k")
    desk.keyboard.type("别处")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"\?from-the-bar$"))


def test_a_refused_send_keeps_the_text_and_says_why(desk: Page) -> None:
    reply = reply_of(desk)
    reply.fill("非常抱歉")
    desk.keyboard.press("Control+Enter")

    expect(desk.get_by_role("status").locator(".toast-note")).to_contain_text(
        "其他人刚刚修改了这里"
    )
    expect(reply).to_have_value("非常抱歉")


def test_a_server_out_of_reach_is_told_and_loses_nothing(desk: Page) -> None:
    reply = reply_of(desk)
    reply.fill("非常抱歉")
    desk.context.set_offline(offline=True)
    desk.get_by_role("button", name="发送").click()

    expect(desk.locator(".toast-note")).to_contain_text("连不上服务器")
    expect(reply).to_have_value("非常抱歉")


def test_what_was_done_can_be_undone_from_its_notice(desk: Page) -> None:
    desk.get_by_role("button", name="办理", exact=True).click()
    desk.get_by_role("button", name="撤销").click()

    expect(desk.locator(".toast-note p")).to_have_text("已撤销。")


def test_text_is_saved_while_one_types(desk: Page) -> None:
    with desk.expect_response("**/sample/draft/") as saved:
        reply_of(desk).fill("非常抱歉")

    assert saved.value.request.post_data == "body=%E9%9D%9E%E5%B8%B8%E6%8A%B1%E6%AD%89"
    expect(desk.locator("[data-autosave-state]")).to_contain_text("已保存")


def test_text_survives_a_lost_session(desk: Page) -> None:
    with desk.expect_response("**/sample/draft/"):
        Session.objects.all().delete()
        reply_of(desk).fill("非常抱歉，让您久等了")
    expect(desk.locator("[data-autosave-state]")).to_have_text("已暂存在本机，尚未保存")

    desk.goto(desk.url.replace("/sample/", "/desk/account/"))
    desk.keyboard.type("lin")
    desk.keyboard.press("Tab")
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="我的账户")).to_be_visible()
    desk.goto(desk.url.replace("/desk/account/", "/sample/"))

    expect(reply_of(desk)).to_have_value("非常抱歉，让您久等了")
    expect(desk.locator(".toast-note")).to_contain_text("已恢复上次未保存的文字")


def test_signing_out_leaves_no_text_on_the_computer(desk: Page) -> None:
    reply_of(desk).fill("非常抱歉")
    desk.get_by_label("林小雨的菜单").click()
    desk.get_by_role("button", name="退出登录").click()
    expect(desk.get_by_role("heading", name="登录")).to_be_visible()

    assert (
        desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []
    )


def test_a_phone_has_its_doors_at_the_bottom_and_scrolls_one_way(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})

    expect(desk.get_by_role("navigation", name="主导航")).to_have_count(1)
    desk.get_by_role("button", name="更多").click()
    expect(desk.locator("#more-doors").get_by_text("我的账户")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
