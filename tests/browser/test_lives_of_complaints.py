"""Complaints through their whole life, each person in a window of their own."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.conftest import Window, accessible
from tests.browser.desk import decide, open_complaint, see_stage, write
from zhuanji.complaints.actions import acknowledge_due
from zhuanji.complaints.actions.work import names_further_rights
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.correspondence.models import Message
from zhuanji.dispatch.queries import choose_owners
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link

pytestmark = pytest.mark.django_db(transaction=True)
NOT_YET = "还没有结论。一有结论，会第一时间写在这里。"


def picture() -> FilePayload:
    target = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(target, "JPEG")
    return {"name": "漏电的水壶.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def complain(phone: Page, account: str, *, with_photo: bool = False) -> Complaint:
    """Hand in a complaint as a person with a phone does."""
    phone.goto("/")
    accessible(phone)
    phone.get_by_role("link", name="我要投诉").click()
    phone.get_by_label("发生了什么？").fill(account)
    if with_photo:
        phone.get_by_label("照片、录音或文件").set_input_files([picture()])
        expect(phone.locator(".one-file input[name=ticket]")).to_have_count(1)
        expect(phone.locator(".one-file img")).to_be_visible()
    phone.get_by_label("姓名", exact=True).fill("王建国")
    phone.get_by_label("电话", exact=True).fill("13800138000")
    phone.get_by_label("您希望我们怎样解决？").fill("退款并道歉")
    accessible(phone)
    phone.get_by_role("button", name="提交投诉").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("我们已收到您的投诉")
    accessible(phone)
    complaint = Complaint.objects.latest("pk")
    expect(phone.locator(".codes")).to_contain_text(complaint.number)
    expect(phone.locator(".codes")).to_contain_text(query_code(complaint.number))
    return complaint


def look(phone: Page, complaint: Complaint) -> None:
    """Come back another day, with number and query code."""
    phone.context.clear_cookies()
    phone.goto("/find/")
    accessible(phone)
    phone.get_by_label("编号").fill(complaint.number.lower().replace("-", " "))
    phone.get_by_label("查询码").fill(query_code(complaint.number))
    phone.get_by_role("button", name="打开我的投诉").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(complaint.number)
    accessible(phone)


def answers(phone: Page) -> list[tuple[str, str]]:
    cards = phone.locator("section.card", has=phone.locator("h2"))
    return [
        (card.locator("h2").inner_text(), card.locator("p").first.inner_text())
        for card in cards.all()[:4]
    ]


def acknowledged(complaint: Complaint) -> str:
    """The worker names an owner and writes the first letter."""
    acknowledge_due(at=timezone.now(), choose_owners=choose_owners)
    complaint.refresh_from_db()
    letter = Message.objects.filter(thread=complaint.thread, direction="out").latest("pk").body
    assert complaint.number in letter
    return letter


def kinds(complaint: Complaint) -> list[str]:
    entries = Entry.objects.filter(about=complaint.about).order_by("sequence")
    return [kind.removeprefix("complaint.") for kind in entries.values_list("kind", flat=True)]


def test_upheld_put_right_and_accepted(window: Window) -> None:
    lin, chen, zhou = cast.lin(), cast.chen(), cast.zhou()
    phone = window(None)
    complaint = complain(phone, cast.ACCOUNT, with_photo=True)
    letter = acknowledged(complaint)
    assert complaint.owner is not None
    assert complaint.due_at is not None
    assert f"{timezone.localtime(complaint.due_at):%Y-%m-%d}" in letter

    look(phone, complaint)
    expect(phone.get_by_role("main")).to_contain_text(complaint.owner.name)
    assert [question for question, _words in answers(phone)] == [
        "什么时候解决？",
        "怎样解决？",
        "为什么会发生？",
        "怎样不再发生？",
    ]
    assert [words for _question, words in answers(phone)][1:] == [NOT_YET] * 3

    agent = window(lin)
    open_complaint(agent, complaint)
    accessible(agent)
    expect(agent.locator(".complaint-who")).to_contain_text("漏电的水壶.jpg")
    decide(agent, "复述并确认", restatement="水壶三天后漏电，五天无人回复。", confirmed="yes")
    decide(
        agent, "认定投诉", verdict="upheld", reason="facts_confirmed", explanation="检测确认漏电。"
    )
    see_stage(agent, "已判定")

    lead = window(zhou)
    open_complaint(lead, complaint)
    decide(lead, "部门", value=str(cast.department().pk))

    handler = window(chen)
    open_complaint(handler, complaint)
    accessible(handler)
    expect(handler.locator(".complaint-who")).not_to_contain_text("13800138000")
    decide(handler, "开始办理")
    see_stage(handler, "处理中")
    decide(
        handler,
        "填写处理结果",
        how="全额退款。",
        why="绝缘层有破损。",
        prevention="更换供应商并逐件检测。",
    )

    agent.reload()
    write(agent, "answer", "王先生，非常抱歉。退款已于今日办理。")
    see_stage(agent, "已答复")

    look(phone, complaint)
    assert [words for _question, words in answers(phone)][1:] == [
        "全额退款。",
        "绝缘层有破损。",
        "更换供应商并逐件检测。",
    ]
    phone.get_by_role("button", name="满意，我接受").click()
    expect(phone.get_by_role("button", name="满意，我接受")).to_have_count(0)

    agent.reload()
    decide(agent, "结案")
    see_stage(agent, "已办结")
    assert kinds(complaint) == [
        "registered",
        "evidence_added",
        "acknowledged",
        "restated",
        "judged",
        "assigned",
        "handling_started",
        "findings_recorded",
        "answered",
        "answer_accepted",
        "closed",
    ]
    assert first_broken_link() is None


def test_partly_upheld_rejected_once_and_accepted_at_the_second_answer(window: Window) -> None:
    lin = cast.lin()
    phone = window(None)
    complaint = complain(phone, "送货晚了三天，客服态度也不好。")
    acknowledged(complaint)
    agent = window(lin)
    open_complaint(agent, complaint)
    decide(
        agent,
        "认定投诉",
        verdict="partly",
        reason="part_confirmed",
        explanation="迟送属实，录音未见态度问题。",
    )
    decide(agent, "开始办理")
    see_stage(agent, "处理中")
    write(agent, "answer", "迟送属实，我们补偿运费十元。")

    look(phone, complaint)
    phone.get_by_label("还有哪里没有解决？").fill("十元不够，我还误了工。")
    phone.get_by_role("button", name="还不满意").click()
    expect(phone.get_by_role("main")).to_contain_text("十元不够，我还误了工。")
    phone.get_by_role("link", name="更进一步").click()
    expect(phone.locator(".ways li")).to_have_count(5)
    accessible(phone)

    agent.reload()
    expect(agent.locator("#timeline")).to_contain_text("十元不够，我还误了工。")
    see_stage(agent, "客户不认可")
    decide(agent, "开始办理")
    see_stage(agent, "处理中")
    write(agent, "answer", "我们再补偿误工费一百元。")

    look(phone, complaint)
    phone.get_by_role("button", name="满意，我接受").click()
    expect(phone.get_by_role("button", name="满意，我接受")).to_have_count(0)
    agent.reload()
    decide(agent, "结案")
    see_stage(agent, "已办结")
    assert kinds(complaint)[-6:] == [
        "answered",
        "answer_rejected",
        "handling_started",
        "answered",
        "answer_accepted",
        "closed",
    ]


def test_refused_by_two_people_with_a_letter_that_names_every_further_way(window: Window) -> None:
    lin, zhou = cast.lin(), cast.zhou()
    phone = window(None)
    complaint = complain(phone, "我用了半年的水壶想无理由退货。")
    acknowledged(complaint)
    agent, lead = window(lin), window(zhou)
    open_complaint(agent, complaint)
    decide(
        agent,
        "认定投诉",
        verdict="not_upheld",
        reason="within_rules",
        explanation="已超过七日无理由退货期。",
    )
    see_stage(agent, "已受理")
    expect(agent.locator("#side").get_by_role("link", name="复核不予支持")).to_have_count(0)

    open_complaint(lead, complaint)
    decide(lead, "复核不予支持", decision="confirm", review="同意。")
    see_stage(lead, "已判定")

    agent.reload()
    letter = agent.locator(".pane-answer textarea").input_value()
    assert names_further_rights(letter)
    assert "已超过七日无理由退货期。" in letter
    agent.locator("label[for=tab-answer]").first.click()
    agent.locator(".pane-answer button[type=submit]").click()
    expect(agent.locator("[data-letter]")).to_contain_text("已超过七日无理由退货期。")
    accessible(agent)
    agent.get_by_role("button", name="发送答复").click()
    see_stage(agent, "已答复")
    assert Message.objects.get(kind=Message.Kind.REFUSAL).thread == complaint.thread

    look(phone, complaint)
    expect(phone.get_by_role("main")).to_contain_text("五、向人民法院提起诉讼。")
    phone.get_by_role("link", name="更进一步").click()
    ways = phone.locator(".ways h2")
    assert ways.all_inner_texts() == [
        "与我们协商和解",
        "请求调解",
        "向行政部门投诉",
        "提请仲裁",
        "提起诉讼",
    ]
    accessible(phone)


def test_registered_from_a_call_by_keyboard_alone(window: Window) -> None:
    lin = cast.lin()
    desk = window(lin)
    desk.goto("/desk/register/")
    accessible(desk)
    keys = desk.keyboard
    expect(desk.locator("[name=phone]")).to_be_focused()
    keys.type("13900139000")
    for field, words in (("name", "赵四"), ("account", cast.ACCOUNT), ("demand", "换一台新的")):
        _tab_to(desk, field)
        keys.type(words)
    keys.press("Control+Enter")
    expect(desk.get_by_text("已登记。请读给来电客户：")).to_be_visible()
    accessible(desk)
    complaint = Complaint.objects.get()
    assert (complaint.owner, complaint.account) == (lin, cast.ACCOUNT)
    expect(desk.locator(".told-words")).to_contain_text(complaint.number)
    expect(desk.locator(".told-words")).to_contain_text(query_code(complaint.number))


def _tab_to(page: Page, name: str) -> None:
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_two_people_on_one_complaint_see_each_other_and_one_writes(window: Window) -> None:
    lin, he = cast.lin(), cast.he()
    complaint = cast.wang_complains(owner=lin)
    acknowledge_due(at=timezone.now())
    first, second = window(lin), window(he)
    open_complaint(first, complaint)
    open_complaint(second, complaint)
    expect(second.locator("#people-here")).to_have_text("林小雨")
    first.reload()
    expect(first.locator("#people-here")).to_have_text("何静")

    with first.expect_response(re.compile("/lock/")):
        first.locator("label[for=tab-reply]").click()
        first.locator(".pane-reply textarea").focus()
    first.locator(".pane-reply textarea").fill("正在核实，请稍候。")
    second.reload()
    expect(second.locator("[data-writing]")).to_contain_text("林小雨正在回复客户")
    second.locator("label[for=tab-reply]").click()
    second.locator(".pane-reply textarea").fill("我来回复您。")
    expect(first.locator("[data-writing]")).to_be_hidden()

    first.locator(".pane-reply button[type=submit]").click()
    expect(first.locator("#timeline")).to_contain_text("正在核实，请稍候。")
    second.reload()
    expect(second.locator("[data-writing]")).to_be_hidden()
    expect(second.locator("#timeline")).to_contain_text("正在核实，请稍候。")


def test_what_a_complainant_typed_outlives_a_closed_tab(window: Window) -> None:
    phone = window(None)
    phone.goto("/complain/")
    phone.get_by_label("发生了什么？").fill("写到一半")
    phone.get_by_label("照片、录音或文件").set_input_files([picture()])
    expect(phone.locator(".one-file input[name=ticket]")).to_have_count(1)
    context = phone.context
    phone.close()
    phone = context.new_page()
    phone.goto("/complain/")
    expect(phone.get_by_label("发生了什么？")).to_have_value("写到一半")
    expect(phone.locator(".one-file")).to_contain_text("漏电的水壶.jpg")
    expect(phone.locator(".notice")).to_have_text("已恢复您之前填写的内容。")
    accessible(phone)
    phone.get_by_role("button", name="移除").click()
    phone.get_by_role("button", name="提交投诉").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("我们已收到您的投诉")
    assert Complaint.objects.get().evidence.count() == 0
    phone.goto("/complain/")
    expect(phone.get_by_label("发生了什么？")).to_have_value("")


def test_the_portal_works_without_scripts_and_in_large_letters(
    new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    plain = new_context(java_script_enabled=False, base_url=live_server.url).new_page()
    plain.goto("/complain/")
    plain.get_by_role("button", name="大字版").click()
    expect(plain.locator("html")).to_have_class("large")
    plain.get_by_label("发生了什么？").fill("没有脚本也能投诉")
    plain.get_by_label("照片、录音或文件").set_input_files([picture()])
    plain.get_by_role("button", name="提交投诉").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("我们已收到您的投诉")
    assert Complaint.objects.get().evidence.count() == 1
    expect(plain.locator("html")).to_have_class("large")
