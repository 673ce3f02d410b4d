"""The queue as a handler meets it: the hand stays on the keyboard."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import department, lin, wang_complains, zhou
from zhuanji.complaints.actions import arrange_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints() -> list[Complaint]:
    """Three, the newest first, as the list shows them."""
    return [wang_complains(subject=f"第 {n} 件") for n in (1, 2, 3)][::-1]


def open_queue(page: Page, server: LiveServer, context: BrowserContext, person: User) -> Page:
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{server.url}/desk/complaints/")
    return page


@pytest.fixture
def queue(
    page: Page, live_server: LiveServer, context: BrowserContext, complaints: list[Complaint]
) -> Page:
    """周航 at the list."""
    assert complaints
    return open_queue(page, live_server, context, zhou())


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def grades() -> list[str]:
    return list(Complaint.objects.order_by("-pk").values_list("grade", flat=True))


def test_a_change_to_many_and_its_undo_without_a_mouse(queue: Page) -> None:
    press(queue, "j", "x", "j", "x", "g")
    sheet = queue.get_by_role("dialog", name="批量修改投诉")
    expect(sheet.get_by_role("heading")).to_have_text("投诉等级：2 件投诉")
    expect(sheet.get_by_role("radio").first).to_be_focused()
    press(queue, "ArrowDown", "ArrowDown")
    expect(sheet).to_contain_text("将修改 2 件投诉。")
    press(queue, "Enter")

    expect(sheet).to_be_hidden()
    expect(queue.locator(".toast-note")).to_contain_text("已修改 2 件投诉。")
    expect(queue.locator(".grade-major")).to_have_count(2)
    assert grades() == ["major", "major", "general"]

    queue.get_by_role("button", name="撤销").click()
    expect(queue.locator(".toast-note")).to_contain_text("2 件投诉已恢复原样。")
    expect(queue.locator(".grade-major")).to_have_count(0)
    assert grades() == ["general"] * 3


def test_an_undo_names_what_a_colleague_changed_since(
    queue: Page, complaints: list[Complaint]
) -> None:
    press(queue, "*", "c")
    sheet = queue.get_by_role("dialog", name="批量修改投诉")
    expect(sheet.get_by_role("radio").first).to_be_focused()
    press(queue, "ArrowDown")
    expect(queue.locator("#bulk-preview")).to_contain_text("将修改 3 件投诉。")
    press(queue, "Enter")
    expect(queue.locator(".toast-note")).to_contain_text("已修改 3 件投诉。")
    at = complaints[0].received_at
    arrange_complaint(
        by=lin().actor, at=at, complaint=complaints[0], field="category", value="price"
    )

    queue.get_by_role("button", name="撤销").click()

    expect(queue.locator(".toast-note")).to_contain_text(
        f"未修改（同事刚刚改过）：{complaints[0].number}。"
    )


def test_letters_act_on_the_current_row(queue: Page, complaints: list[Complaint]) -> None:
    department()
    press(queue, "j", "j", "d")
    expect(queue.get_by_role("dialog", name="批量修改投诉")).to_contain_text("部门：1 件投诉")
    press(queue, "Space")
    expect(queue.locator("#bulk-preview")).to_contain_text("将修改 1 件投诉。")
    press(queue, "Enter")
    expect(queue.locator(".toast-note")).to_contain_text("已修改 1 件投诉。")

    expect(queue.locator("[data-row].is-current")).to_contain_text("质量部")
    press(queue, "o")
    expect(queue).to_have_url(re.compile(f"/{complaints[1].number}/$"))
    queue.wait_for_load_state("networkidle")


def test_a_letter_without_a_row_says_what_to_do(queue: Page) -> None:
    press(queue, "g")

    expect(queue.locator(".toast-note")).to_contain_text("请先按 j 移到某一行")


def test_replying_begins_in_the_list(queue: Page, complaints: list[Complaint]) -> None:
    press(queue, "j", "r")

    expect(queue).to_have_url(re.compile(f"/{complaints[0].number}/#reply$"))
    expect(queue.get_by_role("textbox", name="回复客户")).to_be_focused()
    queue.wait_for_load_state("networkidle")


def test_a_range_is_picked_with_shift(queue: Page) -> None:
    press(queue, "j", "x", "j", "j", "Shift+X")
    expect(queue.locator("#list [name=id]:checked")).to_have_count(3)
    expect(queue.locator("[data-bulk-count]")).to_have_text("已选 3 件")

    press(queue, "Escape")
    expect(queue.locator("#list [name=id]:checked")).to_have_count(0)

    boxes = queue.locator("#list [name=id]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(queue.locator("#list [name=id]:checked")).to_have_count(3)


def test_letters_are_letters_while_one_types_or_composes(queue: Page) -> None:
    press(queue, "j", "/")
    queue.keyboard.type("gdarx")
    expect(queue.get_by_role("searchbox")).to_have_value("gdarx")
    press(queue, "Escape")
    queue.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'g', bubbles: true, isComposing: true}))"
    )

    expect(queue.locator("dialog[open]")).to_have_count(0)


def test_the_sheet_names_the_letters(queue: Page) -> None:
    press(queue, "?")

    sheet = queue.get_by_role("dialog", name="键盘快捷键")
    for words in ("投诉等级", "部门", "分配", "回复客户", "内部备注", "选中本页"):
        expect(sheet).to_contain_text(words)
    here = sheet.get_by_role("region", name="本页")
    everywhere = sheet.get_by_role("region", name="通用")
    for group, words in (
        (here, "下一行"),
        (here, "分配"),
        (everywhere, "命令栏"),
        (everywhere, "今日"),
    ):
        expect(group).to_contain_text(words)
    expect(here).not_to_contain_text("今日")
    expect(everywhere).not_to_contain_text("下一行")


def test_back_from_a_complaint_the_same_row_is_current(
    queue: Page, complaints: list[Complaint]
) -> None:
    press(queue, "j", "j", "Enter")
    expect(queue).to_have_url(re.compile(f"/{complaints[1].number}/$"))
    queue.go_back()

    expect(queue.locator("[data-row].is-current")).to_contain_text(complaints[1].subject)


def test_the_command_bar_offers_customers_by_name_and_initials(queue: Page) -> None:
    for words in ("王建", "wjg"):
        press(queue, "Control+k")
        queue.keyboard.type(words)
        offered = queue.get_by_role("option", name=re.compile("客户 王建国"))
        expect(offered).to_be_visible()
        press(queue, "Escape")


def test_rows_renew_in_place_and_new_ones_wait_to_be_shown(
    queue: Page, complaints: list[Complaint]
) -> None:
    press(queue, "j", "x")
    at = complaints[0].received_at
    arrange_complaint(by=lin().actor, at=at, complaint=complaints[2], field="grade", value="major")
    wang_complains(at=timezone.now(), subject="刚来的")
    queue.evaluate("document.body.dispatchEvent(new CustomEvent('live:list'))")

    expect(queue.locator("[data-news]")).to_have_text("1 件新投诉")
    rows = queue.locator("[data-row]")
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("重大")

    press(queue, ".")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_contain_text("刚来的")
    expect(queue.locator("#list [name=id]:checked")).to_have_value(str(complaints[0].pk))


def test_a_double_click_changes_many_once_and_keeps_the_undo(queue: Page) -> None:
    press(queue, "j", "x", "j", "x", "g")
    sheet = queue.get_by_role("dialog", name="批量修改投诉")
    expect(sheet.get_by_role("radio").first).to_be_focused()
    press(queue, "ArrowDown", "ArrowDown")
    expect(sheet).to_contain_text("将修改 2 件投诉。")
    sent: list[str] = []
    queue.on("request", lambda one: sent.append(one.url) if "/bulk/change/" in one.url else None)

    sheet.get_by_role("button", name="修改 2 件投诉").dblclick()

    expect(queue.locator(".toast-note").get_by_role("button", name="撤销")).to_be_visible()
    queue.wait_for_load_state("networkidle")
    assert len(sent) == 1
