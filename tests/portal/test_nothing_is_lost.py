"""Words, photos and wishes survive an expired page, a closed tab and second thoughts."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import as_complainant, wang_complains
from tests.portal.test_portal import open_case, photo
from zhuanji.attachments.actions import remove_abandoned_uploads
from zhuanji.attachments.files import path_of
from zhuanji.attachments.models import Attachment, Upload
from zhuanji.complaints.actions import ask_about_data
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.correspondence.models import Message
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
_addresses = (f"10.9.{n // 250}.{n % 250}" for n in count(1))
DAY = timedelta(hours=26)


@pytest.fixture
def visitor() -> Client:
    return Client(REMOTE_ADDR=next(_addresses), headers={"accept-language": "zh-CN"})


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def test_words_and_photo_outlive_an_expired_page(visitor: Client) -> None:
    complaint = wang_complains()
    said = {"words": "这是<我>的补充", "files": [photo("证据.png")], "token": "k" * 30}
    refused = visitor.post(f"/c/{complaint.number}/say", said)
    assert (refused.status_code, Message.objects.filter(direction="in").count()) == (403, 0)
    kept = {"deed": "say", "words": said["words"], "ticket": ticket_in(refused.text)}
    wrong = {"number": complaint.number, "code": "0000-0000", **kept}
    again = visitor.post("/find/", wrong)
    assert (again.status_code, ticket_in(again.text)) == (422, kept["ticket"])
    assert "这是&lt;我&gt;的补充" in again.text
    page = visitor.post("/find/", {**wrong, "code": query_code(complaint.number)})
    assert (page.status_code, "这是&lt;我&gt;的补充" in page.text) == (200, True)
    sent = visitor.post(
        f"/c/{complaint.number}/say", {"words": said["words"], "ticket": ticket_in(page.text)}
    )
    assert sent.status_code == 302
    message = Message.objects.get(direction="in")
    assert (message.body, message.attachments.get().name) == ("这是<我>的补充", "证据.png")


def test_a_wish_about_data_outlives_an_expired_page(visitor: Client) -> None:
    complaint = wang_complains()
    refused = visitor.post(
        f"/c/{complaint.number}/data", {"wish": "deletion", "words": "请删除电话"}
    )
    assert (refused.status_code, 'value="deletion"' in refused.text) == (403, True)
    words = {"number": complaint.number, "code": query_code(complaint.number)}
    kept = {"deed": "data", "wish": "deletion", "words": "请删除电话"}
    page = visitor.post("/find/", words | kept).text
    assert re.search(r'value="deletion"\s+checked', page)
    assert "请删除电话" in page


def test_a_photo_goes_up_before_the_form_and_is_handed_in_by_its_ticket(visitor: Client) -> None:
    told = visitor.post("/uploads/", {"files": [photo("照片.png")]}).json()
    visitor.post("/complain/", {"account": "坏了", "ticket": told["ticket"]})
    assert Complaint.objects.get().evidence.get().attachment.name == "照片.png"
    bad = visitor.post("/uploads/", {"files": [SimpleUploadedFile("a.exe", b"MZ\x90")]})
    assert (bad.status_code, set(bad.json())) == (422, {"problem"})


def test_uploads_nobody_hands_in_are_removed_after_a_day_and_evidence_never(
    visitor: Client,
) -> None:
    kept, left = photo("a.png"), SimpleUploadedFile("b.txt", "无人提交".encode())
    ticket = visitor.post("/uploads/", {"files": [kept]}).json()["ticket"]
    visitor.post("/uploads/", {"files": [left]})
    visitor.post("/complain/", {"account": "坏了", "ticket": ticket})
    evidence = path_of(Attachment.objects.get().sha256)
    hashes = Upload.objects.values_list("sha256", flat=True)
    abandoned = path_of(hashes.exclude(sha256=Attachment.objects.get().sha256).get())
    assert remove_abandoned_uploads(at=timezone.now()) == 0
    assert remove_abandoned_uploads(at=timezone.now() + DAY) == 2
    assert (evidence.exists(), abandoned.exists()) == (True, False)
    assert remove_abandoned_uploads(at=timezone.now() + DAY) == 0


def test_a_wish_about_data_waits_in_the_conversation_and_deletes_nothing(visitor: Client) -> None:
    complaint = wang_complains()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}/data"
    assert complaint.account in visitor.get(here).text
    assert visitor.post(here, {"wish": "all"}).status_code == 422
    assert visitor.post(here, {"wish": "correction", "words": " "}).status_code == 422
    assert visitor.post(here, {"wish": "deletion"}).status_code == 302
    entry = Entry.objects.get(about=complaint.about, kind="complaint.data_asked")
    assert (entry.by, entry.details["wish"]) == ("complainant", "deletion")
    complaint.refresh_from_db()
    assert complaint.account


def test_only_the_complainant_asks_about_their_data() -> None:
    mine, other = wang_complains(), wang_complains()
    with pytest.raises(NotFound):
        ask_about_data(
            by=as_complainant(other), at=timezone.now(), complaint=mine, wish="deletion", body=""
        )
    with pytest.raises(Invalid):
        ask_about_data(by=as_complainant(mine), at=timezone.now(), complaint=mine, wish="", body="")


def test_a_person_can_be_called_when_there_is_a_number(visitor: Client, settings: Settings) -> None:
    settings.HELP_PHONE, settings.HELP_HOURS = "400-820-1234", "周一至周五 9:00–18:00"
    page = visitor.get("/").text
    assert 'href="tel:400-820-1234"' in page
    assert "周一至周五 9:00–18:00" in page
