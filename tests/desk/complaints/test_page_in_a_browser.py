"""The complaint page as a handler meets it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import PASSWORD, chen, he, lin, wang_complains
from tests.desk.test_queue_in_a_browser import open_queue, press
from zhuanji.complaints.actions import acknowledge_due
from zhuanji.complaints.models import Complaint, Mention
from zhuanji.correspondence.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints() -> list[Complaint]:
    return [wang_complains(subject=f"第 {n} 件", owner=lin()) for n in (1, 2)][::-1]


@pytest.fixture
def queue(
    page: Page, live_server: LiveServer, context: BrowserContext, complaints: list[Complaint]
) -> Page:
    """林小雨 at the list."""
    assert complaints
    return open_queue(page, live_server, context, lin())


def test_a_reply_is_taken_back_and_its_words_stand_in_the_field(queue: Page) -> None:
    press(queue, "j", "r")
    field = queue.get_by_role("textbox", name="回复客户")
    expect(field).to_be_focused()
    field.fill("正在为您核实")
    press(queue, "Control+Enter")
    expect(field).to_have_value("")

    queue.locator(".toast-note").get_by_role("button", name="撤销").click()

    expect(queue.locator(".toast-note").last).to_contain_text("回复已撤回")
    expect(field).to_have_value("正在为您核实")
    assert Message.objects.get(kind="reply").state == "withdrawn"
    queue.wait_for_load_state("networkidle")


def test_the_list_is_walked_without_going_back(queue: Page, complaints: list[Complaint]) -> None:
    press(queue, "j", "Enter")
    expect(queue.locator("[data-list-place]")).to_have_text("1 / 2")

    press(queue, "]")
    expect(queue).to_have_url(re.compile(f"/{complaints[1].number}/$"))
    expect(queue.locator("[data-list-place]")).to_have_text("2 / 2")
    press(queue, "]")
    expect(queue).to_have_url(re.compile(f"/{complaints[1].number}/$"))
    press(queue, "[")
    expect(queue).to_have_url(re.compile(f"/{complaints[0].number}/$"))
    queue.wait_for_load_state("networkidle")


def test_text_is_there_again_after_the_session_ended(
    queue: Page, complaints: list[Complaint]
) -> None:
    press(queue, "j", "n")
    field = queue.get_by_role("textbox", name="内部备注")
    expect(field).to_be_focused()
    Session.objects.all().delete()
    field.fill("客户说电话里没讲清楚，约好周三再打")
    expect(queue.locator(".pane-note [data-autosave-state]")).to_have_text("已暂存在本机，尚未保存")

    queue.goto(re.sub("#.*", "", queue.url) + "?again")
    expect(queue.get_by_label("用户名")).to_be_focused()
    queue.keyboard.type("lin")
    press(queue, "Tab")
    queue.keyboard.type(PASSWORD)
    press(queue, "Enter")

    expect(queue).to_have_url(re.compile(f"/{complaints[0].number}/"))
    expect(queue.locator(".pane-note textarea")).to_have_value("客户说电话里没讲清楚，约好周三再打")
    queue.wait_for_load_state("networkidle")


def test_after_signing_in_elsewhere_what_was_refused_is_sent_again(
    queue: Page, context: BrowserContext
) -> None:
    press(queue, "j", "n")
    field = queue.get_by_role("textbox", name="内部备注")
    expect(field).to_be_focused()
    Session.objects.all().delete()
    field.fill("客户周三再打")
    press(queue, "Control+Enter")
    expect(queue.locator(".toast-note")).to_contain_text("您输入的内容都还在")

    other = context.new_page()
    other.goto(re.sub("/desk/.*", "/desk/", queue.url))
    expect(other.get_by_label("用户名")).to_be_focused()
    other.keyboard.type("lin")
    press(other, "Tab")
    other.keyboard.type(PASSWORD)
    press(other, "Enter")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    field.focus()
    press(queue, "Control+Enter")

    expect(queue.locator("#timeline")).to_contain_text("客户周三再打")
    queue.wait_for_load_state("networkidle")
    other.wait_for_load_state("networkidle")


def test_a_double_click_decides_once(queue: Page) -> None:
    press(queue, "j", "Enter")
    sent: list[str] = []
    queue.on("request", lambda one: sent.append(one.url) if "/decide/" in one.url else None)

    queue.get_by_role("button", name="发送受理回执").first.dblclick()

    expect(queue.locator(".toast-note")).to_have_count(1)
    queue.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_a_colleague_is_called_by_the_initials(queue: Page, complaints: list[Complaint]) -> None:
    he(), chen()
    press(queue, "j", "n")
    field = queue.get_by_role("textbox", name="内部备注")
    expect(field).to_be_focused()

    queue.keyboard.type("请@h")
    expect(queue.get_by_role("option")).to_have_text(["何静 坐席"])
    press(queue, "Enter")
    expect(field).to_have_value("请@何静 ")
    queue.keyboard.type("看一下 @")
    expect(queue.get_by_role("option").first).to_be_visible()
    press(queue, "Escape")
    expect(queue.get_by_role("option")).to_have_count(0)
    press(queue, "Control+Enter")

    expect(queue.locator("#timeline")).to_contain_text("请@何静 看一下 @")
    assert [one.user.name for one in Mention.objects.all()] == ["何静"]
    assert Mention.objects.get().note.complaint == complaints[0]
    queue.wait_for_load_state("networkidle")


def test_a_correction_stands_in_the_left_column_at_once(queue: Page) -> None:
    press(queue, "j", "Enter")
    queue.get_by_role("link", name="更正登记").click()
    queue.get_by_role("dialog").locator("[name=product]").fill("电水壶 K7")
    queue.get_by_role("dialog").locator("button[type=submit]").click()

    expect(queue.locator("#who")).to_contain_text("电水壶 K7")
    queue.wait_for_load_state("networkidle")


def test_a_chosen_file_outlives_what_else_happens_and_a_refusal_stays_on_the_page(
    queue: Page, complaints: list[Complaint]
) -> None:
    press(queue, "j", "Enter")
    files = queue.locator("#add-evidence input[type=file]")
    files.set_input_files({"name": "空.txt", "mimeType": "text/plain", "buffer": b""})
    press(queue, "n")
    expect(queue.get_by_role("textbox", name="内部备注")).to_be_focused()
    queue.keyboard.type("等客户补照片")
    with queue.expect_response(re.compile("/around/")):
        press(queue, "Control+Enter")
    queue.wait_for_load_state("networkidle")
    assert files.evaluate("one => one.files.length") == 1

    queue.locator("#add-evidence button").click()
    expect(queue.locator(".toast-note").last).to_contain_text("空的，请重新选择")
    assert files.evaluate("one => one.files.length") == 1

    files.set_input_files({"name": "说明.txt", "mimeType": "text/plain", "buffer": "好".encode()})
    queue.locator("#add-evidence button").click()
    expect(queue.locator(".complaint-who")).to_contain_text("说明.txt")
    assert files.evaluate("one => one.files.length") == 0
    assert complaints[0].evidence.count() == 1
    queue.wait_for_load_state("networkidle")


def test_reasons_follow_the_verdict_and_the_same_customers_complaints_are_offered(
    queue: Page, complaints: list[Complaint]
) -> None:
    acknowledge_due(at=timezone.now())
    press(queue, "j", "Enter")
    queue.get_by_role("link", name="认定投诉").first.click()
    sheet = queue.get_by_role("dialog")
    sheet.locator("[name=verdict]").select_option("not_upheld")
    expect(sheet.locator("[name=reason]")).not_to_have_value("facts_confirmed")
    assert sheet.locator("[name=reason] optgroup:not([disabled])").count() == 1
    queue.keyboard.press("Escape")

    queue.get_by_role("link", name="关联另一件投诉").click()
    sheet.get_by_role("button", name=complaints[1].number).click()
    expect(sheet.locator("[name=number]")).to_have_value(complaints[1].number)
    sheet.locator("button[type=submit]").click()
    expect(queue.locator(".complaint-who")).to_contain_text("已关联")
    queue.wait_for_load_state("networkidle")
