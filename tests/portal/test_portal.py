"""The complainant's door: hand in, come back, see, decide; nobody else gets through."""

from io import BytesIO
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import MONDAY, lin, wang_complains, zhou
from zhuanji.complaints.actions import (
    add_note,
    answer_complaint,
    judge_complaint,
    merge_complaint,
)
from zhuanji.complaints.models import Complaint, Verdict
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.stages import Stage

pytestmark = pytest.mark.django_db
_addresses = (f"10.0.{n // 250}.{n % 250}" for n in count(1))
TOKEN = "t" * 30


@pytest.fixture
def visitor() -> Client:
    return Client(REMOTE_ADDR=next(_addresses), headers={"accept-language": "zh-CN"})


def open_case(visitor: Client, complaint: Complaint) -> None:
    words = {"number": complaint.number, "code": query_code(complaint.number)}
    assert visitor.post("/find/", words).status_code == 302


def photo(name: str = "a.png") -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue())


def acknowledged(complaint: Complaint) -> Complaint:
    Complaint.objects.filter(pk=complaint.pk).update(stage=Stage.ACKNOWLEDGED)
    return complaint


def answered() -> Complaint:
    complaint = acknowledged(wang_complains())
    judge_complaint(
        by=lin().actor,
        at=MONDAY,
        complaint=complaint,
        verdict=Verdict.UPHELD,
        reason="facts_confirmed",
        explanation="内部：批次有缺陷",
    )
    answer_complaint(by=lin().actor, at=MONDAY, complaint=complaint, body="我们为您退款。")
    return complaint


def test_an_anonymous_complaint_with_a_photo_gets_a_receipt(visitor: Client) -> None:
    words = {"account": "水壶漏电", "token": TOKEN, "files": [photo()]}
    first = visitor.post("/complain/", words)
    again = visitor.post("/complain/", {**words, "files": [photo()]})
    complaint = Complaint.objects.get()
    assert (first["Location"], again["Location"]) == (f"/c/{complaint.number}/receipt",) * 2
    assert complaint.evidence.count() == 1
    page = visitor.get(first["Location"]).text
    assert complaint.number in page
    assert query_code(complaint.number) in page


def test_an_error_loses_neither_words_nor_files(visitor: Client) -> None:
    words = {"account": "", "demand": "退款<b>", "phone": "12", "files": [photo("证据.png")]}
    response = visitor.post("/complain/", words)
    assert response.status_code == 422
    assert "退款&lt;b&gt;" in response.text
    assert 'name="ticket"' in response.text
    assert "证据.png" in response.text
    assert Complaint.objects.count() == 0


def test_a_phone_that_cannot_ring_is_refused_in_a_sentence(visitor: Client) -> None:
    response = visitor.post("/complain/", {"account": "坏了", "phone": "123"})
    assert (response.status_code, Complaint.objects.count()) == (422, 0)
    assert "这不是电话号码" in response.text
    assert visitor.post("/complain/", {"account": "坏了", "phone": "12315"}).status_code == 302


def test_a_phone_that_looks_wrong_is_asked_about_once(visitor: Client) -> None:
    words = {"account": "坏了", "phone": "138001380001"}
    asked = visitor.post("/complain/", words)
    assert (asked.status_code, Complaint.objects.count()) == (422, 0)
    assert '<input type="hidden" name="sure" value="138001380001">' in asked.text
    assert "手机号应为 11 位" in asked.text
    assert visitor.post("/complain/", {**words, "sure": "138001380001"}).status_code == 302


@pytest.mark.parametrize(
    "words",
    [
        {"account": "坏\0了\u202e<script>alert(1)</script>"},
        {"account": "长" * 100_000},
        {"account": "坏了", "phone": "+８６　１３８００１３８０００"},
        {"account": "坏了", "occurred_at": "1850-01-01"},
        {"account": "坏了", "occurred_at": "何时"},
        {"account": "坏了", "website": "spam"},
    ],
)
def test_hostile_words_get_a_receipt_or_a_sentence(visitor: Client, words: dict[str, str]) -> None:
    response = visitor.post("/complain/", words)
    assert response.status_code in {302, 422}
    assert "<script>alert" not in response.text


def test_files_that_are_not_taken_are_refused_in_a_sentence(visitor: Client) -> None:
    exe = SimpleUploadedFile("photo.png", b"MZ\x90\x00" + b"\0" * 200)
    empty = SimpleUploadedFile("empty.png", b"")
    for bad in ([exe], [empty], [photo(f"{n}.png") for n in range(11)]):
        response = visitor.post("/complain/", {"account": "坏了", "files": bad})
        assert (response.status_code, Complaint.objects.count()) == (422, 0)


def test_a_wrong_number_and_a_wrong_code_are_answered_alike_and_counted(visitor: Client) -> None:
    complaint = wang_complains()
    other = Client(REMOTE_ADDR=next(_addresses), headers={"accept-language": "zh-CN"})
    answers = []
    for who, number in ((visitor, complaint.number), (other, "ZJ26-00000-00000")):
        response = who.post("/find/", {"number": number, "code": "0000-0000"})
        plain = response.text.replace(number, "").split("csrfmiddlewaretoken")
        answers.append((response.status_code, plain[0]))
    assert answers[0] == answers[1]
    for _try in range(9):
        visitor.post("/find/", {"number": complaint.number, "code": "x"})
    words = {"number": complaint.number, "code": query_code(complaint.number)}
    assert visitor.post("/find/", words).status_code == 429


def test_a_grant_opens_one_complaint_only(visitor: Client) -> None:
    mine, other = wang_complains(account="我的水壶"), wang_complains(account="别人的秘密")
    open_case(visitor, mine)
    assert "我的水壶" in visitor.get(f"/c/{mine.number}").text
    assert "别人的秘密" not in visitor.get(f"/c/{other.number}").text
    visitor.cookies[f"case-{other.number}"] = visitor.cookies[f"case-{mine.number}"].value
    assert "别人的秘密" not in visitor.get(f"/c/{other.number}").text
    assert visitor.post(f"/c/{other.number}/withdraw", {"words": "x"}).status_code == 403


def test_nothing_internal_is_on_the_page(visitor: Client) -> None:
    complaint = answered()
    add_note(by=lin().actor, at=MONDAY, complaint=complaint, body="内部：客户很难缠")
    open_case(visitor, complaint)
    pages = visitor.get(f"/c/{complaint.number}").text
    pages += visitor.get(f"/c/{complaint.number}/record").text
    assert "我们为您退款。" in pages
    assert "内部" not in pages
    assert "wang@example.com" not in pages


def test_the_answer_is_rejected_with_a_reason_or_accepted_and_reopened(visitor: Client) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}"
    assert visitor.post(f"{here}/reject", {"words": " "}).status_code == 422
    assert visitor.post(f"{here}/accept").status_code == 302
    assert visitor.post(f"{here}/reopen", {"words": "还没收到退款"}).status_code == 302
    assert visitor.post(f"{here}/withdraw", {"words": "算了"}).status_code == 302
    complaint.refresh_from_db()
    assert complaint.stage == Stage.WITHDRAWN
    assert visitor.post(f"{here}/accept").status_code == 409


def test_a_merged_complaint_names_the_other_only_to_its_own_customer(visitor: Client) -> None:
    mine = wang_complains()
    other = wang_complains(customer={"name": "赵四", "phone": "13900139000"})
    merge_complaint(by=zhou().actor, at=MONDAY, complaint=mine, into=other)
    open_case(visitor, mine)
    assert other.number not in visitor.get(f"/c/{mine.number}").text


def test_own_files_are_served_to_the_grant_only(visitor: Client) -> None:
    visitor.post("/complain/", {"account": "坏了", "files": [photo()]})
    complaint = Complaint.objects.get()
    address = f"/c/{complaint.number}/files/{complaint.evidence.get().attachment.key}"
    with_grant = visitor.get(address)
    with_grant.close()
    assert (with_grant.status_code, Client().get(address).status_code) == (200, 404)
    assert with_grant.headers["X-Content-Type-Options"] == "nosniff"
