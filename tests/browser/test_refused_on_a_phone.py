"""A complainant's phone after a refusal: letters, language, reload and the Enter key lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window, accessible
from tests.cast import wang_complains
from zhuanji.complaints.numbers import query_code

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "Array.from(document.querySelectorAll('.steps li'), (li) => li.offsetTop)"

LINES = "(one) => { const range = document.createRange(); range.selectNodeContents(one); return range.getClientRects().length; }"


def test_words_stay_when_the_page_is_enlarged_translated_and_opened_anew(
    window: Window, troubles: list[str]
) -> None:
    phone = window(None)
    phone.goto("/complain/")
    phone.get_by_label("发生了什么？").fill("水壶漏电")
    phone.locator("#id_email").fill("wang@")
    phone.get_by_role("button", name="提交投诉").click()
    expect(phone.locator("#id_email")).to_have_value("wang@")
    phone.get_by_label("发生了什么？").fill("水壶漏电，手麻")
    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_label("What happened?")).to_have_value("水壶漏电，手麻")
    phone.get_by_role("button", name="Large text").click()
    expect(phone.get_by_label("What happened?")).to_have_value("水壶漏电，手麻")
    accessible(phone)
    phone.locator("#id_email").press("Enter")
    expect(phone.locator("html")).to_have_class("large")
    expect(phone.locator("#id_email_error")).to_be_visible()
    phone.goto("/complain/")
    expect(phone.get_by_label("What happened?")).to_have_value("水壶漏电，手麻")
    refusals = [trouble for trouble in troubles if "422" in trouble]
    assert refusals == troubles
    troubles.clear()


def test_four_steps_stand_in_even_rows_in_large_letters(window: Window) -> None:
    complaint = wang_complains()
    phone = window(None)
    phone.goto("/find/")
    phone.get_by_role("button", name="大字版").click()
    phone.get_by_label("编号").fill(complaint.number)
    phone.get_by_label("查询码").fill(query_code(complaint.number))
    phone.get_by_role("button", name="打开我的投诉").click()
    expect(phone.locator("h1 .number")).to_have_text(complaint.number)
    phone.wait_for_load_state()
    first, second, third, fourth = phone.evaluate(ROWS)
    assert (first == second, third == fourth, first < third) == (True, True, True)
    assert phone.locator("h1 .number").evaluate(LINES) == 1
    accessible(phone)
