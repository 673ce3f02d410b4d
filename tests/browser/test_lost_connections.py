"""What was written outlives a line that breaks while it is sent, and counts once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Window
from tests.cast import wang_complains
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.correspondence.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "发生了什么？"
PHOTO: FilePayload = {"name": "水壶.txt", "mimeType": "text/plain", "buffer": "漏电".encode()}


def _write(page: Page, words: str) -> None:
    page.goto("/complain/")
    page.get_by_label(ASKED).fill(words)


def _send(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(no_wait_after=True)


def _send_in_vain(page: Page, name: str) -> None:
    """Until the browser shows its own page about it."""
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        _send(page, name)
    expect(page.locator("#main-frame-error")).to_be_visible()


def _online(context: BrowserContext, page: Page, path: str) -> None:
    context.set_offline(False)
    page.goto(path)


def test_a_complaint_sent_without_a_line_is_still_there_and_counts_once(window: Window) -> None:
    phone = window(None)
    _write(phone, "水壶漏电，手麻")
    phone.context.set_offline(True)
    _send_in_vain(phone, "提交投诉")
    assert Complaint.objects.count() == 0
    _online(phone.context, phone, "/complain/")
    expect(phone.get_by_label(ASKED)).to_have_value("水壶漏电，手麻")
    _send(phone, "提交投诉")
    expect(phone.get_by_role("heading", name="我们已收到您的投诉")).to_be_visible()
    assert Complaint.objects.get().account == "水壶漏电，手麻"
    phone.goto("/complain/")
    expect(phone.get_by_label(ASKED)).to_have_value("")


def test_a_complaint_whose_receipt_was_lost_is_sent_again_and_registered_once(
    window: Window,
) -> None:
    phone = window(None)
    _write(phone, "充电器冒烟")

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/complain/", lose_the_answer)
    _send_in_vain(phone, "提交投诉")
    assert Complaint.objects.count() == 1
    phone.unroute("**/complain/")
    phone.goto("/complain/")
    expect(phone.get_by_label(ASKED)).to_have_value("充电器冒烟")
    _send(phone, "提交投诉")
    expect(phone.get_by_text(Complaint.objects.get().number).first).to_be_visible()
    phone.goto("/complain/")
    expect(phone.get_by_label(ASKED)).to_have_value("")


def test_a_message_is_kept_until_it_arrived_and_a_new_one_stays(window: Window) -> None:
    complaint = wang_complains()
    phone = window(None)
    phone.goto("/find/")
    phone.get_by_label("编号").fill(complaint.number)
    phone.get_by_label("查询码").fill(query_code(complaint.number))
    _send(phone, "打开我的投诉")
    box = phone.get_by_label("给我们留言", exact=True)
    box.fill("还有一张照片")
    phone.context.set_offline(True)
    _send_in_vain(phone, "发送")
    here = f"/c/{complaint.number}"
    _online(phone.context, phone, here)
    expect(box).to_have_value("还有一张照片")
    _send(phone, "发送")
    expect(phone.get_by_text("您的留言已送达")).to_be_visible()
    expect(box).to_have_value("")
    box.fill("新的话")
    phone.goto(f"{here}/receipt")
    phone.goto(here)
    expect(box).to_have_value("新的话")
    assert [m.body for m in Message.objects.filter(direction="in")] == ["还有一张照片"]


def test_words_come_back_without_any_script_after_too_much_was_sent(
    new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    """The server in front refuses such a body; the browser's own Back must keep the text."""
    page = new_context(java_script_enabled=False, base_url=live_server.url).new_page()
    _write(page, "三张大照片")
    page.route("**/complain/", lambda route: route.fulfill(status=413, body="too large"))
    _send(page, "提交投诉")
    expect(page.get_by_text("too large")).to_be_visible()
    page.unroute("**/complain/")
    page.go_back()
    expect(page.get_by_label(ASKED)).to_have_value("三张大照片")


def test_a_photo_chosen_before_the_script_arrived_goes_up(window: Window) -> None:
    phone = window(None)
    held: list[Route] = []
    phone.route("**/portal/files*.js", lambda route: held.append(route))  # noqa: PLW0108 - a builtin takes no mark
    phone.goto("/complain/", wait_until="commit")
    phone.get_by_label("照片、录音或文件").set_input_files([PHOTO])
    expect(phone.locator(".one-file")).to_have_count(0)
    for late in held:
        late.continue_()
    expect(phone.locator(".one-file input[name=ticket]")).to_have_count(1)
