"""Records of other systems over the API."""

import hashlib

import pytest

from tests.api.machines import READ, WRITE, get, machine, post, registered

pytestmark = pytest.mark.django_db
GIVEN = {
    "source": "shop",
    "reference": "order-1",
    "kind": "order",
    "at": "2026-02-20T10:00:00+08:00",
    "order_number": "DD20260220001",
    "facts": {"paid": 299.5, "model": "MX-300B"},
    "original": '{"total": 29950}',
}


def test_a_record_is_added_once_and_compared() -> None:
    client = machine()
    number = registered(client, account="订单号DD20260220001，花了399元")

    first, again = post(client, "/records", GIVEN), post(client, "/records", GIVEN)

    assert (first.status_code, again.status_code) == (201, 200)
    answer = first.json()
    assert answer == again.json()
    assert answer["sha256"] == hashlib.sha256(b'{"total": 29950}').hexdigest()
    assert (answer["revision"], answer["customer"]) == (1, None)
    checked = get(client, f"/complaints/{number}/cross-check").json()
    assert [(one["what"], one["said"], one["value"]) for one in checked["discrepancies"]] == [
        ("paid", "399元", "299.5")
    ]
    assert (checked["agreed"], checked["records"]) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"order_number": ""}, "order_number"),
        ({"customer": 999_999}, "customer"),
        ({"kind": "rumour"}, "kind"),
        ({"facts": {"colour": "red"}}, "facts.colour"),
        ({"facts": {"paid": -1}}, "facts.paid"),
        ({"at": "soon"}, "at"),
        ({"source": ""}, "source"),
    ],
)
def test_what_is_wrong_is_told_by_field(wrong: dict[str, object], field: str) -> None:
    answer = post(machine(), "/records", {**GIVEN, **wrong})

    assert (answer.status_code, list(answer.json()["problems"])) == (422, [field])


def test_a_token_that_only_reads_or_only_writes_may_not() -> None:
    answers = [post(machine(scope), "/records", GIVEN).status_code for scope in (READ, WRITE)]

    assert answers == [403, 403]


def test_many_at_once_are_added_once_and_refused_by_their_place() -> None:
    client = machine()
    wrong = {**GIVEN, "reference": "order-2", "facts": {"paid": -1}}
    given = {"records": [GIVEN, wrong, "order-3", {**GIVEN, "reference": "order-4"}]}

    first, again = (post(client, "/records/bulk", given).json() for _ in range(2))

    assert [(one["index"], one["state"], list(one["problems"])) for one in first["results"]] == [
        (0, "added", []),
        (1, "refused", ["facts.paid"]),
        (2, "refused", ["reference"]),
        (3, "added", []),
    ]
    assert (first["added"], first["known"], first["refused"]) == (2, 0, 2)
    assert (again["added"], again["known"], again["refused"]) == (0, 2, 2)
    assert [one["id"] for one in again["results"]] == [one["id"] for one in first["results"]]


@pytest.mark.parametrize("records", [[], [GIVEN] * 1001, "order-1"])
def test_none_and_too_many_are_refused(records: object) -> None:
    assert post(machine(), "/records/bulk", {"records": records}).status_code == 422
