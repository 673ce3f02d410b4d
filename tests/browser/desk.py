"""What a member of staff does on the page of a complaint, in the words that stand on it."""

from playwright.sync_api import Locator, Page, expect

from zhuanji.complaints.models import Complaint


def open_complaint(page: Page, complaint: Complaint) -> None:
    page.goto(f"/desk/complaints/{complaint.number}/")
    expect(page.get_by_text(complaint.number).first).to_be_visible()


def decide(page: Page, name: str, **words: str) -> None:
    """Press the button; fill in what its dialog asks, by field; send it."""
    side = page.locator("#side")
    door = side.get_by_role("link", name=name).or_(side.get_by_role("button", name=name)).first
    door.click()
    if words:
        sheet = page.get_by_role("dialog")
        expect(sheet).to_be_visible()
        for field, value in words.items():
            _fill(sheet.locator(f"[name={field}]"), value)
        sheet.locator("button[type=submit]").click()
        expect(sheet).to_be_hidden()


def _fill(field: Locator, value: str) -> None:
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def see_stage(page: Page, stage: str) -> None:
    expect(page.locator("#side p").first).to_contain_text(stage)


def write(page: Page, kind: str, words: str) -> None:
    """kind: reply, answer or note."""
    page.locator(f"label[for=tab-{kind}]").first.click()
    pane = page.locator(f".pane-{kind}")
    pane.get_by_role("textbox").fill(words)
    pane.locator("button[type=submit]").click()
    if kind == "answer":
        expect(page.locator("[data-letter]")).to_contain_text(words.splitlines()[0])
        page.get_by_role("button", name="发送答复").click()
    expect(page.locator("#timeline")).to_contain_text(words)
