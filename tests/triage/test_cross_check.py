"""The account beside records of other systems: what differs, what agrees, who may see it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pydantic import ValidationError

from tests import cast
from zhuanji.complaints.models import Complaint
from zhuanji.customers.actions import add_purchase
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed
from zhuanji.staff.models import User
from zhuanji.triage.actions import add_record
from zhuanji.triage.cross_check.facts import RecordGiven
from zhuanji.triage.models import Record
from zhuanji.triage.queries import CrossCheck, cross_check

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
STORY = (
    "我2月20日在你们店买的电水壶，花了399元，订单号DD20260220001，型号MX-500A，"
    "2月25日才发货，到现在只退了200元。"
)
ORDER: dict[str, Any] = {
    "source": "shop",
    "reference": "order-1",
    "kind": "order",
    "at": "2026-02-20T10:00:00+08:00",
    "order_number": "DD20260220001",
}


def added(**given: Any) -> tuple[Record, bool]:
    return add_record(
        by=cast.lin().actor, at=NOW, given=RecordGiven.model_validate({**ORDER, **given})
    )


def told(found: CrossCheck) -> list[tuple[str, str, str]]:
    return [(one.what, one.said, one.value) for one in found.discrepancies]


def checked(complaint: Complaint, person: User | None = None) -> CrossCheck:
    return cross_check((person or cast.lin()).actor, complaint)


def test_where_account_and_order_differ() -> None:
    complaint = cast.wang_complains(account=STORY)
    facts = {
        "model": "MX-300B",
        "paid": "299.00",
        "ordered_at": "2026-02-20T10:00:00+08:00",
        "shipped_at": "2026-02-21T09:00:00+08:00",
        "refunded": "200",
    }
    added(facts=facts)

    found = checked(complaint)

    assert told(found) == [
        ("paid", "399元", "299"),
        ("model", "MX-500A", "MX-300B"),
        ("shipped_at", "2月25日", "2026-02-21"),
    ]
    assert [STORY[one.start : one.end] == one.said for one in found.discrepancies] == [True] * 3
    assert [words for _name, words in found.agreed] == ["2月20日", "DD20260220001", "200元"]
    assert found.discrepancies[0].sentence == "客户称付了399元，记录为299元。"


@pytest.mark.parametrize(
    ("said", "paid", "differs"),
    [
        ("花了两百多块", "259", False),
        ("花了两百多块", "399", True),
        ("花了大概300元", "300.00", False),
        ("花了3千", "3000", False),
        ("花了3千", "3200", True),
        ("要求赔偿3000元", "20", False),
        ("没花300元", "20", False),
    ],
)
def test_amounts(said: str, paid: str, *, differs: bool) -> None:
    complaint = cast.wang_complains(account=f"订单号DD20260220001，{said}")
    added(facts={"paid": paid})

    assert [one.what for one in checked(complaint).discrepancies] == ["paid"] * differs


def test_an_order_number_that_nobody_knows_shows_the_nearest() -> None:
    complaint = cast.wang_complains(account="订单号DD20260220007一直没有消息")
    added(phone="13800138000")
    added(reference="order-2", order_number="XY99", phone="13800138000")

    assert told(checked(complaint)) == [("order_number", "DD20260220007", "DD20260220001")]


def test_fields_of_the_complaint_are_compared_too() -> None:
    complaint = cast.wang_complains(order_number="DD20260220001", model="A-100", batch="B1")
    added(facts={"model": "A100", "batch": "B2"})

    found = checked(complaint)

    assert told(found) == [("batch", "B1", "B2")]
    assert (found.discrepancies[0].start, found.discrepancies[0].end) == (0, 0)


def test_purchases_in_the_file_are_records() -> None:
    complaint = cast.wang_complains(account=STORY)
    assert complaint.customer
    add_purchase(
        by=cast.lin().actor,
        at=NOW,
        customer=complaint.customer,
        order_number="DD20260220001",
        product="电水壶",
        model="MX-500A",
        amount_fen=39900,
        bought_on=datetime(2026, 2, 18, tzinfo=UTC).date(),
    )

    found = checked(complaint)

    assert told(found) == [("ordered_at", "2月20日", "2026-02-18")]
    assert found.records == 1


def test_a_record_is_kept_once_and_other_words_are_a_revision() -> None:
    first, is_new = added(facts={"paid": "299"}, original='{"total": 29900}')
    again, is_again_new = added(facts={"paid": "299"}, original='{"total": 29900}')
    changed, is_changed_new = added(facts={"paid": "300"}, original='{"total": 30000}')

    assert (is_new, is_again_new, is_changed_new) == (True, False, True)
    assert (first.pk, changed.revision) == (again.pk, 2)
    rows = Record.objects.order_by("revision").values_list("original", "current")
    assert list(rows) == [('{"total": 29900}', False), ('{"total": 30000}', True)]
    assert Entry.objects.filter(kind="record.added").count() == 2
    complaint = cast.wang_complains(account="订单号DD20260220001，花了300元")
    assert (told(checked(complaint)), checked(complaint).records) == ([], 1)


def test_a_record_must_be_about_something() -> None:
    with pytest.raises(Invalid):
        added(order_number="", phone="13900139000")
    with pytest.raises(Invalid):
        added(customer=999_999)
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"facts": {"paid": "-1"}},
        {"facts": {"colour": "red"}},
        {"kind": "rumour"},
        {"reference": ""},
        {"at": "soon"},
        {"original": "x" * 50_001},
        {"facts": {"paid": "1.005"}},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        added(**wrong)


def test_a_handler_of_a_department_may_not_add_records() -> None:
    with pytest.raises(NotAllowed):
        add_record(by=cast.chen().actor, at=NOW, given=RecordGiven.model_validate(ORDER))


def test_records_of_the_customer_are_not_for_single_departments() -> None:
    complaint = cast.wang_complains(account="花了399元", place=cast.department())
    added(order_number="", phone="13800138000", facts={"paid": "299"})

    assert (checked(complaint).records, checked(complaint, cast.chen()).records) == (1, 0)


def test_records_of_a_confidential_complaints_customer_are_its_owners() -> None:
    complaint = cast.wang_complains(account="花了399元", confidential=True, owner=cast.lin())
    added(order_number="", phone="13800138000", facts={"paid": "299"})

    assert (checked(complaint).records, checked(complaint, cast.he()).records) == (1, 0)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, complaint: Complaint) -> str:
    address = reverse("desk:complaint_cross_check", kwargs={"number": complaint.number})
    return client.get(address).content.decode()


def test_the_fragment_shows_both_sides_and_masks_by_role() -> None:
    complaint = cast.wang_complains(account="订单号13800138000，花了399元")
    added(order_number="13800138000", facts={"paid": "299"})

    clear, masked = (page(signed_in(person), complaint) for person in (cast.lin(), cast.su()))

    assert ["客户称付了399元，记录为299元。" in words for words in (clear, masked)] == [True, True]
    assert ["13800138000" in words for words in (clear, masked)] == [True, False]


def test_the_fragment_says_when_there_is_nothing_to_compare() -> None:
    assert "没有该订单或客户的记录" in page(signed_in(cast.lin()), cast.wang_complains())


def test_queries_do_not_grow_with_records() -> None:
    client, counts = signed_in(cast.lin()), []
    for number in (1, 3):
        complaint = cast.wang_complains(account=STORY)
        for n in range(number):
            added(reference=f"r{number}-{n}", facts={"paid": "299"})
        page(client, complaint)
        with CaptureQueriesContext(connection) as queries:
            page(client, complaint)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, "\n".join(query["sql"] for query in queries)


@pytest.mark.parametrize(
    "said",
    [
        "挂了一夜水，花了1020元",
        "App里充了50元没到账",
        "多扣我325元",
        "报价800元",
        "11月22日早上七点预订的",
    ],
)
def test_what_is_not_about_the_order_contradicts_nothing(said: str) -> None:
    complaint = cast.wang_complains(account=f"订单号DD20260220001，{said}")
    added(facts={"paid": "299", "ordered_at": "2026-02-20T10:00:00+08:00"})

    assert told(checked(complaint)) == []


def test_the_records_of_another_order_contradict_nothing() -> None:
    complaint = cast.wang_complains(account="花了399元", product="电水壶")
    facts = [{"paid": "299", "product": "空调"}, {"paid": "398", "product": "电水壶1.5升"}]
    for number, one in enumerate(facts):
        added(reference=f"r{number}", order_number=f"A{number}", phone="13800138000", facts=one)

    assert told(checked(complaint)) == [("paid", "399元", "398")]


@pytest.mark.parametrize(
    ("said", "facts", "what", "sentence"),
    [
        (
            "根本没收到货，从没签收",
            {"delivered_at": "2026-02-23T10:00:00+08:00", "status": "已签收"},
            "not_delivered",
            "客户称“根本没收到货”，记录为已送达：2026-02-23。",
        ),
        (
            "根本没收到货",
            {"status": "已签收"},
            "not_delivered",
            "客户称“根本没收到货”，记录为已送达：已签收。",
        ),
        (
            "等了20天没收到",
            {
                "ordered_at": "2026-02-18T10:00:00+08:00",
                "delivered_at": "2026-02-20T10:00:00+08:00",
            },
            "not_delivered",
            "客户称“等了20天没收到”，记录为已送达：2026-02-20。",
        ),
        (
            "等了20天才收到",
            {
                "ordered_at": "2026-02-18T10:00:00+08:00",
                "delivered_at": "2026-02-20T10:00:00+08:00",
            },
            "waited",
            "客户称“等了20天才收到”，按记录用了2天。",
        ),
        (
            "退款一直没到账",
            {"refunded": "799", "refunded_at": "2026-02-22T10:00:00+08:00"},
            "not_refunded",
            "客户称“退款一直没到账”，记录为已退款：799 · 2026-02-22。",
        ),
        (
            "一直没发货",
            {"shipped_at": "2026-02-22T10:00:00+08:00"},
            "not_shipped",
            "客户称“一直没发货”，记录为已发货：2026-02-22。",
        ),
        (
            "冰箱不制冷",
            {"product": "滚筒洗衣机10公斤"},
            "product",
            "客户说的是冰箱，订单为滚筒洗衣机10公斤。",
        ),
        ("要求退款4599", {"paid": "3999"}, "asked_back", "客户要求退4599，记录为付了3999元。"),
    ],
)
def test_a_denial_a_product_and_a_sum_asked_back_are_compared(
    said: str, facts: dict[str, str], what: str, sentence: str
) -> None:
    complaint = cast.wang_complains(account=f"订单号DD20260220001，{said}", at=NOW)
    added(facts=facts)

    found = [(one.what, one.sentence) for one in checked(complaint).discrepancies]

    assert found == [(what, sentence)]


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("根本没收到货", {"status": "运输中"}),
        ("根本没收到货", {"delivered_at": "2026-03-05T10:00:00+08:00"}),
        ("退款一直没到账", {"refunded": "0", "paid": "799"}),
        ("退款一直没到账", {"refunded": "799", "refunded_at": "2026-03-05T10:00:00+08:00"}),
        ("没收到回复", {"status": "已签收"}),
        ("没收到货就降价", {"status": "已签收"}),
        ("冰箱和洗衣机都有问题", {"product": "滚筒洗衣机"}),
        ("双门冰箱不制冷", {"product": "冰箱BCD-510"}),
        ("要求退款200元", {"paid": "399"}),
        ("要求退一赔三4000元", {"paid": "399"}),
        (
            "等了3天才收到",
            {
                "ordered_at": "2026-02-18T10:00:00+08:00",
                "delivered_at": "2026-02-20T10:00:00+08:00",
            },
        ),
    ],
)
def test_where_the_record_agrees_or_is_silent_nothing_differs(
    said: str, facts: dict[str, str]
) -> None:
    complaint = cast.wang_complains(account=f"订单号DD20260220001，{said}", at=NOW)
    added(facts=facts)

    assert told(checked(complaint)) == []
