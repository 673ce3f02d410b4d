"""Two departments are asked; one hands in a photo from a phone, it comes back once, and is accepted."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import Window, accessible
from tests.browser.desk import open_complaint
from tests.complaints.tasks.asking import PIXEL
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import database_now
from zhuanji.complaints.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def ask_two(page: Page) -> None:
    page.locator("#side").get_by_role("link", name="请部门办理").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    sheet.get_by_label("要办什么").fill("检测水壶是否漏电")
    sheet.get_by_label("完成标准").fill("有检测报告，注明批次")
    sheet.locator("[name=due]").fill("2个工作日")
    sheet.get_by_label("质量部", exact=True).check()
    sheet.get_by_label("物流部", exact=True).check()
    sheet.get_by_label("物流部：到期时间").fill("5小时")
    sheet.get_by_label("必须附照片").check()
    sheet.get_by_role("button", name="发出任务").click()
    expect(sheet).to_be_hidden()


def hand_in(page: Page, words: str, photo: Path) -> None:
    page.get_by_label("办理结果").fill(words)
    page.locator("input[type=file][capture]").set_input_files(photo)
    page.get_by_role("button", name="提交任务").click()
    expect(page.locator(".proof").first).to_contain_text(words)


def test_asked_taken_handed_in_with_a_photo_sent_back_and_accepted(
    window: Window, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(PIXEL)
    complaint = cast.wang_complains(at=database_now(), owner=cast.lin())
    actions.acknowledge_due(at=database_now())
    cast.chen(), cast.logistics()

    desk = window(cast.lin())
    open_complaint(desk, complaint)
    ask_two(desk)
    section = desk.locator("#tasks")
    expect(section).to_contain_text("已验收 0/2")
    expect(section.locator(".side-task")).to_have_count(2)
    task = Task.objects.get(department=cast.department())

    doer = window(cast.chen())
    doer.set_viewport_size({"width": 390, "height": 844})
    doer.goto("/desk/")
    doer.get_by_role("link", name="检测水壶是否漏电").click()
    expect(doer).to_have_url(re.compile(f"/desk/tasks/{task.pk}/"))
    accessible(doer)
    doer.get_by_role("button", name="我来办").click()
    hand_in(doer, "已检测，绝缘不良", photo)
    accessible(doer)

    desk.goto(f"/desk/tasks/{task.pk}/")
    expect(desk.locator(".proof .thumb")).to_be_visible()
    desk.get_by_text("退回", exact=True).first.click()
    desk.get_by_label("还缺什么").fill("缺批次号")
    desk.get_by_role("button", name="退回").click()
    expect(desk.locator(".proof").first).to_contain_text("缺批次号")

    doer.reload()
    expect(doer.get_by_text("已退回：缺批次号")).to_be_visible()
    hand_in(doer, "补充：批次 A12", photo)
    desk.reload()
    desk.get_by_role("button", name="验收通过").click()
    expect(desk.locator(".task-head")).to_contain_text("已验收")
    open_complaint(desk, complaint)
    expect(section).to_contain_text("已验收 1/2")
    accessible(desk)
    desk.locator("label[for=tab-answer]").first.click()
    expect(desk.locator("#open-tasks")).to_contain_text("还有 1 项部门任务未完成")
