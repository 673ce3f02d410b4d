"""Registering and reading complaints as a machine."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tests import cast
from tests.api.machines import BODY, PERSONAL, READ, WRITE, get, machine, post, registered
from zhuanji.complaints.actions import acknowledge_due
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.customers.models import Customer

pytestmark = pytest.mark.django_db


def test_a_complaint_is_registered_with_four_fields() -> None:
    given = {
        "channel": "phone",
        "account": cast.ACCOUNT,
        "demand": "退款",
        "customer": {"name": "王建国", "phone": "13800138000"},
    }

    response = post(machine(), "/complaints", given)

    complaint = Complaint.objects.get()
    assert response.status_code == 201
    answer = response.json()
    due = parse_datetime(answer.pop("due_at"))
    received = parse_datetime(answer.pop("received_at"))
    assert answer.pop("resolution_due_at")
    assert due
    assert received
    assert due - received == timedelta(hours=24)
    assert answer == {
        "number": complaint.number,
        "query_code": query_code(complaint.number),
        "url": f"http://localhost:8000/c/{complaint.number}",
        "stage": "received",
        "owner": None,
    }
    assert (complaint.demand, complaint.acknowledgement_due) == ("退款", True)


def test_registering_costs_few_statements() -> None:
    client = machine()
    registered(client)

    with CaptureQueriesContext(connection) as queries:
        post(client, "/complaints", {**BODY, "customer": {"name": "赵敏", "phone": "13900139000"}})

    written = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(written) <= 8, "\n".join(written)


def test_what_is_wrong_is_named_by_field_in_the_language_of_the_reader() -> None:
    given = {"channel": "pigeon", "account": " ", "customer": {"phone": "nonsense"}, "colour": 1}

    english = post(machine(language="en"), "/complaints", given)

    assert (english.status_code, english.headers["Content-Type"]) == (
        422,
        "application/problem+json",
    )
    assert set(english.json()["problems"]) == {"channel", "account", "customer.phone", "colour"}
    assert english.json()["code"] == "Invalid"
    assert english.json()["detail"].startswith("Some of what was entered")
    assert not Complaint.objects.exists()


def test_whoever_may_only_read_registers_nothing() -> None:
    assert post(machine(READ), "/complaints", BODY).status_code == 403
    assert not Complaint.objects.exists()


def test_whoever_may_only_write_reads_nothing() -> None:
    number = registered(machine(WRITE))

    assert get(machine(WRITE), f"/complaints/{number}").status_code == 403
    assert get(machine(WRITE), "/complaints").status_code == 403


def test_a_complaint_shows_masked_without_the_scope_for_personal_data() -> None:
    number = registered(
        machine(),
        account="我的电话是13911112222，请回电",
        representative={"name": "李四", "phone": "13700137000"},
    )

    masked = get(machine(READ), f"/complaints/{number}").json()
    clear = get(machine(READ, PERSONAL), f"/complaints/{number}").json()

    assert masked["customer"] == {
        "id": Customer.objects.get().pk,
        "name": "王**",
        "tier": "standard",
        "phones": ["+86138****8000"],
        "emails": ["w***@example.com"],
        "masked": True,
    }
    assert masked["account"] == "我的电话是139****2222，请回电"
    assert masked["representative"]["phone"] == "137****7000"
    assert masked["query_code"] == ""
    assert clear["customer"]["name"] == "王建国"
    assert clear["account"] == "我的电话是13911112222，请回电"
    assert clear["query_code"] == ""


def test_the_query_code_is_for_who_handles_the_complaint_and_reads_whose_it_is() -> None:
    number = registered(machine())

    codes = [
        get(machine(*scopes), f"/complaints/{number}").json()["query_code"]
        for scopes in ((READ, WRITE), (READ, PERSONAL), (READ, WRITE, PERSONAL))
    ]

    assert codes == ["", "", query_code(number)]


def test_a_confidential_complaint_is_masked_for_every_token() -> None:
    number = registered(machine(), confidential=True)

    assert (
        get(machine(READ, PERSONAL), f"/complaints/{number}").json()["customer"]["name"] == "王**"
    )
    listed = get(machine(READ, PERSONAL), "/complaints").json()["complaints"]
    assert [row["customer"]["name"] for row in listed] == ["王**"]


def test_an_unknown_number_is_not_found() -> None:
    response = get(machine(), "/complaints/ZJ26-AAAAA-AAAAA")

    assert (response.status_code, response.json()["code"]) == (404, "NotFound")


def test_a_complaint_is_found_by_any_word() -> None:
    client = machine()
    number = registered(client, account="套餐被乱扣费，要求退费")
    registered(client)

    found = get(client, "/complaints", search="扣费").json()["complaints"]

    assert [row["number"] for row in found] == [number]


def test_filters_mean_what_they_say() -> None:
    client = machine()
    major = registered(client, grade="major")
    registered(client, channel="email")

    def numbers(**asked: object) -> list[str]:
        return [row["number"] for row in get(client, "/complaints", **asked).json()["complaints"]]

    assert numbers(grade="major") == [major]
    assert numbers(channel=["phone", "email"])[1] == major
    assert numbers(stage="closed") == []
    assert numbers(owner="none", open="1")[1] == major


def test_a_page_shifts_nothing_when_new_complaints_come() -> None:
    client = machine()
    numbers = [registered(client) for _ in range(7)]
    read: list[str] = []
    cursor = ""
    while True:
        page = get(client, "/complaints", limit=2, cursor=cursor).json()
        read += [row["number"] for row in page["complaints"]]
        registered(client)
        cursor = page["next"]
        if not cursor:
            break

    assert read == numbers[::-1]


def test_the_link_header_leads_to_the_next_page() -> None:
    client = machine()
    numbers = [registered(client) for _ in range(3)]

    first = get(client, "/complaints", limit=2, grade="general")
    address = first.headers["Link"].partition(">")[0].removeprefix("<")

    assert first.headers["Link"].endswith('rel="next"')
    assert [row["number"] for row in client.get(address).json()["complaints"]] == numbers[:1]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=100000000000000000000", "limit=x", "stage=gone", "search=%00"],
)
def test_a_query_that_makes_no_sense_is_refused(query: str) -> None:
    assert machine().get(f"/api/v1/complaints?{query}").status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "customer=abc",
        "customer=9223372036854775808",
        "customer=me",
        "owner=abc",
        "owner=-1",
        "owner=1&owner=abc",
        "department=quality",
        "stage=gone",
        "due=never",
        "due=soon&due=today",
        "open=maybe",
        "order=shuffled",
        "received_from=2026-13-01",
        "received_from=yesterday",
        "received_to=99999-01-01",
        "cursor=nonsense",
        "cursor=MjAyNi0wMS0wMXw1fD4",  # a moment without its zone
        "cursor=eHx5fHo",
        "colour=red",
        "order=due&search=漏电",
    ],
)
def test_what_a_list_cannot_honour_is_refused_by_its_name(query: str) -> None:
    client = machine()
    registered(client)

    answer = client.get(f"/api/v1/complaints?{query}")

    assert (answer.status_code, set(answer.json()["problems"])) == (422, {query.partition("=")[0]})
    assert "无法识别" not in answer.json()["problems"][query.partition("=")[0]]


def test_a_search_may_be_long() -> None:
    assert get(machine(), "/complaints", search="字" * 1000).status_code == 200


def test_an_unknown_group_of_the_timeline_is_refused() -> None:
    client = machine()
    answer = get(client, f"/complaints/{registered(client)}/timeline", group="bogus")

    assert (answer.status_code, set(answer.json()["problems"])) == (422, {"group"})


@pytest.mark.parametrize(
    ("query", "limit"), [("limit=0", "1"), ("limit=201", "200"), ("limit=x", "整数")]
)
def test_a_limit_is_named(query: str, limit: str) -> None:
    answer = machine().get(f"/api/v1/complaints?{query}")

    assert limit in answer.json()["problems"]["limit"]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"account": "字" * 20_001}, "account", "20000"),
        ({"account": " "}, "account", "请写下发生了什么"),
        ({"occurred_at": 12345678}, "occurred_at", "2026-11-23 14:30"),
        ({"occurred_at": "12345678"}, "occurred_at", "2026-11-23 14:30"),
        ({"received_at": True}, "received_at", "2026-11-23 14:30"),
        ({"received_at": "1900-01-02"}, "received_at", "20"),
        ({"customer": "王建国"}, "customer", "对象"),
    ],
)
def test_what_is_wrong_is_said_exactly(given: object, field: str, words: str) -> None:
    answer = post(machine(), "/complaints", {**BODY, **given})  # type: ignore[dict-item]

    assert (answer.status_code, set(answer.json()["problems"])) == (422, {field})
    assert words in answer.json()["problems"][field]
    assert not Complaint.objects.exists()


def test_known_choices_are_listed_without_english_words() -> None:
    given = {**BODY, "grade": "huge"}
    words = post(machine(), "/complaints", given).json()["problems"]["grade"]

    assert " or " not in words
    assert "general" in words


def test_a_search_for_nothing_says_what_to_type() -> None:
    response = get(machine(), "/complaints", search="！？")

    assert (response.status_code, response.json()["code"]) == (422, "NothingToSearch")


@pytest.mark.parametrize(
    "path", ["/complaints", "/complaints/{number}", "/complaints/{number}/timeline"]
)
def test_reading_costs_the_same_at_one_and_three_rows(path: str) -> None:
    client = machine(READ, WRITE, PERSONAL)
    counts = []
    number = registered(client)
    for more in (0, 2):
        for extra in range(more):
            registered(client, customer={"name": f"客{extra}", "phone": f"1390013900{extra}"})
            post(client, f"/complaints/{number}/notes", {"body": "已联系"})
        with CaptureQueriesContext(connection) as queries:
            assert get(client, path.format(number=number)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_the_timeline_tells_the_story_in_order() -> None:
    client = machine(READ, WRITE)
    number = registered(client)
    acknowledge_due(at=timezone.now())
    post(client, f"/complaints/{number}/notes", {"body": "客户电话 13911112222"})

    lines = get(client, f"/complaints/{number}/timeline").json()

    assert [line["kind"] for line in lines] == [
        "complaint.registered",
        "complaint.acknowledged",
        "complaint.noted",
    ]
    assert [line["by"] for line in lines] == ["商城", "系统", "商城"]
    assert number in lines[1]["message"]["body"]
    assert lines[2]["note"] == "客户电话 139****2222"
    notes = get(client, f"/complaints/{number}/timeline", group="notes").json()
    assert [line["sequence"] for line in notes] == [3]


def test_the_timeline_says_what_a_correction_replaced() -> None:
    client = machine(READ, WRITE)
    number = registered(client)
    for why in ("密封圈老化", "更正：回拨 13911112222 确认为批次不良"):
        post(client, f"/complaints/{number}/findings", {"why": why})

    lines = get(client, f"/complaints/{number}/timeline").json()

    assert [line["corrections"] for line in lines] == [
        [],
        [],
        [
            {
                "field": "why",
                "before": "密封圈老化",
                "after": "更正：回拨 139****2222 确认为批次不良",
            }
        ],
    ]


def test_chinese_is_written_as_it_is() -> None:
    client = machine(READ, WRITE)
    answer = get(client, f"/complaints/{registered(client)}")
    assert BODY["account"] in answer.content.decode()


def bulk(client: Any, items: list[object], **more: object) -> Any:
    return post(client, "/complaints/bulk", {"complaints": items, **more})


def test_many_are_registered_and_what_is_wrong_holds_nothing_up() -> None:
    items: list[object] = [
        {**BODY, "external_id": "A-1"},
        {"channel": "phone", "account": "", "external_id": "A-2"},
        {**BODY, "external_id": "A-1"},
        "nonsense",
        {**BODY},
    ]

    answer = bulk(machine(), items, source="crm").json()

    assert [row["state"] for row in answer["results"]] == [
        "registered",
        "refused",
        "registered_before",
        "refused",
        "registered",
    ]
    assert (answer["registered"], answer["registered_before"], answer["refused"]) == (2, 1, 2)
    assert set(answer["results"][1]["problems"]) == {"account"}
    assert answer["results"][0]["number"] == answer["results"][2]["number"]
    assert Complaint.objects.filter(acknowledgement_due=True).count() == 2


def test_the_same_external_id_is_the_same_complaint_from_any_token() -> None:
    first = bulk(machine(), [{**BODY, "external_id": "A-1"}], source="crm").json()["results"][0]
    again = bulk(machine(), [{**BODY, "external_id": "A-1"}], source="crm").json()["results"][0]
    other = bulk(machine(), [{**BODY, "external_id": "A-1"}], source="shop").json()["results"][0]

    assert (again["state"], again["number"]) == ("registered_before", first["number"])
    assert (other["state"], Complaint.objects.count()) == ("registered", 2)


def test_old_complaints_can_come_without_acknowledgement() -> None:
    bulk(machine(), [BODY], acknowledge=False)

    assert not Complaint.objects.filter(acknowledgement_due=True).exists()


@pytest.mark.parametrize("bad", ["\x00", "x\ud800"])
def test_characters_that_cannot_be_kept_refuse_their_item_alone(bad: str) -> None:
    items: list[object] = [
        {**BODY, "account": bad},
        BODY,
        {**BODY, bad: 1},
        {**BODY, "customer": {"name": bad}},
        f"no object {bad}",
    ]
    headers = {"Idempotency-Key": "a bulk"}

    answer = post(machine(), "/complaints/bulk", {"complaints": items}, **headers).json()

    assert [row["state"] for row in answer["results"]] == [
        "refused",
        "registered",
        *["refused"] * 3,
    ]
    assert [list(row["problems"]) for row in answer["results"]] == [
        ["account"],
        [],
        [bad[:-1] + "\ufffd"],
        ["customer"],
        ["account"],
    ]


def test_characters_that_cannot_be_kept_beside_the_items_refuse_all() -> None:
    assert bulk(machine(), [BODY], source="\x00").status_code == 422


@pytest.mark.parametrize(("count", "limit"), [(0, "1"), (1001, "1000")])
def test_a_batch_has_its_limits(count: int, limit: str) -> None:
    response = bulk(machine(), [{"channel": "phone", "account": "x"}] * count)

    assert (response.status_code, set(response.json()["problems"])) == (422, {"complaints"})
    assert limit in response.json()["problems"]["complaints"]
