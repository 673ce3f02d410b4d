"""After a deed the page says so in words, once; what is stale, late or twice is said plainly."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import MONDAY, lin, wang_complains
from tests.portal.test_portal import acknowledged, answered, open_case, photo
from zhuanji.complaints.actions import (
    acknowledge_due,
    answer_complaint,
    judge_complaint,
    record_findings,
    reply_to_customer,
)
from zhuanji.complaints.models import Complaint, Verdict
from zhuanji.complaints.numbers import query_code
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import ContactPoint
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right

pytestmark = pytest.mark.django_db
_addresses = (f"10.8.{n // 250}.{n % 250}" for n in count(1))
MACHINE = Actor(key="token:9", name="CRM-生产环境", rights=frozenset(Right))


@pytest.fixture
def visitor() -> Client:
    return Client(REMOTE_ADDR=next(_addresses), headers={"accept-language": "zh-CN"})


@pytest.mark.parametrize(
    ("deed", "words", "told"),
    [
        ("say", "补充一点", "您的留言已送达，我们会在这里回复您。"),
        ("accept", "", "感谢您的反馈，我们已记录您对答复满意。"),
        ("reject", "没退款", "我们已记录您的不满意及原因，会重新核查并在这里答复您。"),
        ("withdraw", "算了", "您已撤回这件投诉，可随时重新提出。"),
    ],
)
def test_a_deed_is_confirmed_in_words_once(
    visitor: Client, deed: str, words: str, told: str
) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}"
    sent = visitor.post(f"{here}/{deed}", {"words": words, "token": "d" * 30})
    assert sent["Location"] == here
    page = visitor.get(here).text
    assert told in page
    assert f'data-arrived="{complaint.number}/{deed}" data-token="{"d" * 30}"' in page
    assert told not in visitor.get(here).text


def test_a_wish_about_data_is_confirmed(visitor: Client) -> None:
    complaint = wang_complains()
    open_case(visitor, complaint)
    visitor.post(f"/c/{complaint.number}/data", {"wish": "deletion"})
    assert "您关于个人信息的请求已送达" in visitor.get(f"/c/{complaint.number}").text


def test_content_is_the_last_of_the_four_steps(visitor: Client) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    visitor.post(f"/c/{complaint.number}/accept")
    page = visitor.get(f"/c/{complaint.number}").text
    assert page.count('<li class="reached">') == 4


def test_after_a_rejection_an_answer_is_no_finding_so_far(visitor: Client) -> None:
    complaint = acknowledged(wang_complains())
    by = lin().actor
    record_findings(by=by, at=MONDAY, complaint=complaint, how="退款")
    open_case(visitor, complaint)
    so_far = "这是目前查明的情况"
    assert so_far in visitor.get(f"/c/{complaint.number}").text
    record = visitor.get(f"/c/{complaint.number}/record").json()
    assert record["findings"] == {"state": "so far", "how": "退款", "why": "", "prevention": ""}
    _answer(complaint, at=MONDAY)
    visitor.post(f"/c/{complaint.number}/reject", {"words": "没收到"})
    assert so_far not in visitor.get(f"/c/{complaint.number}").text
    record = visitor.get(f"/c/{complaint.number}/record").json()
    assert record["findings"]["state"] == "final"


def _answer(complaint: Complaint, *, at: object) -> None:
    how = {"by": lin().actor, "at": at, "complaint": complaint}
    judge_complaint(**how, verdict=Verdict.UPHELD, reason="facts_confirmed", explanation="x")  # type: ignore[arg-type]
    answer_complaint(**how, body="我们为您退款。")  # type: ignore[arg-type]


def test_the_time_of_the_last_answer_is_shown(visitor: Client) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}"
    assert "2026年3月2日 09:30 答复您" in visitor.get(here).text
    visitor.post(f"{here}/reject", {"words": "没收到"})
    _answer(complaint, at=MONDAY + timedelta(hours=30))
    assert "2026年3月3日 15:30 答复您" in visitor.get(here).text


def test_a_page_that_was_open_too_long_speaks_to_a_customer(visitor: Client) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}"
    assert visitor.post(f"{here}/accept").status_code == 302
    stale = visitor.post(f"{here}/reject", {"words": "其实没有收到"})
    assert stale.status_code == 409
    assert "您此前已表示对答复满意。因此" in stale.text.replace("。 因此", "。因此")
    assert "不能从" not in stale.text
    assert "其实没有收到" in stale.text


def test_the_same_deed_sent_twice_is_done_once_and_not_refused(visitor: Client) -> None:
    complaint = answered()
    open_case(visitor, complaint)
    here = f"/c/{complaint.number}"
    for _time in range(2):
        assert visitor.post(f"{here}/reject", {"words": "没收到"}).status_code == 302
    assert Message.objects.filter(direction="in").count() == 1
    assert visitor.post(f"{here}/reject", {"words": "别的话"}).status_code == 409


def test_the_same_message_counts_once_and_changed_words_are_a_new_one(visitor: Client) -> None:
    complaint = wang_complains()
    open_case(visitor, complaint)
    for words in ("一", "一", "二"):
        said = {"words": words, "token": "s" * 30}
        assert visitor.post(f"/c/{complaint.number}/say", said).status_code == 302
    bodies = Message.objects.filter(direction="in").order_by("pk").values_list("body", flat=True)
    assert list(bodies) == ["一", "二"]


def test_the_same_words_from_the_same_browser_are_asked_about(visitor: Client) -> None:
    given = {"account": "水壶漏电", "phone": "13800138000"}
    first = visitor.post("/complain/", given)
    number = Complaint.objects.get().number
    asked = visitor.post("/complain/", {**given, "account": " 水壶漏电 "})
    assert (asked.status_code, Complaint.objects.count()) == (409, 1)
    assert f"您刚刚提交过同样的投诉 {number}。" in asked.text
    assert f'href="/c/{number}"' in asked.text
    assert visitor.post("/complain/", {**given, "again": "1"}).status_code == 302
    other = Client(REMOTE_ADDR=next(_addresses))
    assert other.post("/complain/", given).status_code == 302
    assert visitor.post("/complain/", {**given, "account": "又坏了"}).status_code == 302
    assert Complaint.objects.count() == 4
    assert first.status_code == 302


def test_leaving_a_device_forgets_what_was_handed_in(visitor: Client) -> None:
    visitor.post("/complain/", {"account": "水壶漏电"})
    visitor.post(f"/c/{Complaint.objects.get().number}/leave")
    assert visitor.post("/complain/", {"account": "水壶漏电"}).status_code == 302
    assert Complaint.objects.count() == 2


def test_a_machine_is_nobody_to_the_customer(visitor: Client) -> None:
    complaint = wang_complains()
    reply_to_customer(by=MACHINE, at=MONDAY, complaint=complaint, body="正在处理")
    open_case(visitor, complaint)
    page = visitor.get(f"/c/{complaint.number}").text
    assert (MACHINE.name in page, 'aria-label="客服"' in page) == (False, True)
    Complaint.objects.filter(pk=complaint.pk).update(owner=lin())
    page = visitor.get(f"/c/{complaint.number}").text
    assert (MACHINE.name in page, f'aria-label="{lin().name}"' in page) == (False, True)
    assert Message.objects.get().author_name == MACHINE.name


def test_letters_go_where_this_complaint_said_and_those_of_others_do_not(visitor: Client) -> None:
    lin()
    first = wang_complains()
    given = {"account": "漏电", "phone": "13800138000", "email": "new@example.com"}
    receipt = visitor.post("/complain/", given)["Location"]
    assert "关于这件投诉的来信会发到 new@example.com" in visitor.get(receipt).text
    second = Complaint.objects.get(account="漏电")
    assert second.customer_id == first.customer_id
    acknowledge_due(at=MONDAY)
    for complaint in (first, second):
        reply_to_customer(by=lin().actor, at=MONDAY, complaint=complaint, body="您好")
    sent = dict.fromkeys(("wang@example.com", "new@example.com"), 0)
    for message in Message.objects.filter(direction="out"):
        sent[message.to] += 1
        assert message.thread == (first if message.to.startswith("wang") else second).thread
    assert sent == {"wang@example.com": 2, "new@example.com": 2}
    assert not ContactPoint.objects.filter(value="new@example.com").exists()


def test_a_letter_does_not_tell_the_name_on_file_to_who_typed_the_phone_only(
    visitor: Client,
) -> None:
    wang_complains()
    visitor.post("/complain/", {"account": "漏电", "phone": "13800138000"})
    visitor.post("/complain/", {"account": "又漏电", "phone": "13800138000", "name": "王小二"})
    acknowledge_due(at=MONDAY)
    bodies = {
        account: Message.objects.get(
            kind="acknowledgement", thread=Complaint.objects.get(account=account).thread
        ).body
        for account in ("漏电", "又漏电")
    }
    assert ["王建国" in body for body in bodies.values()] == [False, False]
    assert "王小二" in bodies["又漏电"]


def test_an_address_on_file_is_never_shown_to_who_typed_the_phone_only(visitor: Client) -> None:
    wang_complains()
    receipt = visitor.post("/complain/", {"account": "漏电", "phone": "13800138000"})["Location"]
    assert "wang@example.com" not in visitor.get(receipt).text


def test_my_data_is_what_came_with_this_complaint(visitor: Client) -> None:
    wang_complains()
    given = {"name": "王先生", "phone": "13800138000", "email": "new@example.com"}
    visitor.post("/complain/", {"account": "漏电", **given})
    number = Complaint.objects.get(account="漏电").number
    page = visitor.get(f"/c/{number}/data").text
    record = visitor.get(f"/c/{number}/record").json()
    assert [value in page for value in given.values()] == [True] * 3
    assert {field: record[field] for field in given} == {**given, "phone": record["phone"]}
    assert ("王建国" in page, "wang@example.com" in page) == (False, False)
    assert "王建国" not in str(record)


def test_the_page_the_receipt_and_the_letter_promise_the_same(visitor: Client) -> None:
    complaint = wang_complains(
        at=MONDAY, received_at=None, grade="complex", customer={"name": "王建国"}
    )
    Complaint.objects.filter(pk=complaint.pk).update(acknowledgement_due=True)
    open_case(visitor, complaint)
    assert (
        "我们承诺在 2026年3月4日 09:30 前首次答复，现已逾期"
        in visitor.get(f"/c/{complaint.number}").text
    )
    acknowledge_due(at=MONDAY)
    body = Message.objects.get().body
    assert "2026-03-04 09:30 前给您首次答复，最迟在 2026-03-11 09:30 前办结" in body


def test_a_number_in_full_width_opens_its_complaint(visitor: Client) -> None:
    complaint = wang_complains()
    wide = "".join(chr(ord(ch) + 0xFEE0) for ch in complaint.number)
    code = "".join(chr(ord(ch) + 0xFEE0) for ch in query_code(complaint.number))
    assert visitor.post("/find/", {"number": f" {wide} ", "code": code}).status_code == 302


def test_a_refused_file_is_named_also_without_scripts(visitor: Client) -> None:
    files = [photo("好的.png"), SimpleUploadedFile("空的.png", b"")]
    page = visitor.post("/complain/", {"account": "坏了", "files": files}).text
    assert "空的.png — " in page
    assert Complaint.objects.count() == 0


def test_without_a_hotline_there_is_a_way_to_write(visitor: Client) -> None:
    page = visitor.get("/").text
    assert "会有专人查看、答复并负责到底" in page
    assert page.count('href="/complain/"') == 2
    complaint = wang_complains()
    open_case(visitor, complaint)
    assert f'href="/c/{complaint.number}#words-say"' in visitor.get(f"/c/{complaint.number}").text


def test_the_empty_form_may_be_gone_back_to(visitor: Client) -> None:
    assert "no-store" not in visitor.get("/complain/")["Cache-Control"]
    assert "no-store" in visitor.post("/complain/", {"account": ""})["Cache-Control"]
