"""What machines read of an assessment."""

import json

import pytest

from tests import cast
from tests.api.machines import PERSONAL, READ, get, machine, registered
from zhuanji.history.models import Entry
from zhuanji.kernel.ids import time_ordered_uuid
from zhuanji.triage.actions import assess_complaints
from zhuanji.webhooks.events import Subject, told

pytestmark = pytest.mark.django_db
ACCOUNT = "水壶漏水，壶底滴水，电话13900001111，请王建国的邻居作证，要求退款，不退就去法院起诉"


def test_until_it_is_assessed_there_is_none() -> None:
    client = machine()
    number = registered(client, account=ACCOUNT)

    assert get(client, f"/complaints/{number}/assessment").status_code == 404


def test_proposals_come_with_their_words() -> None:
    client = machine(READ, "complaints:write", PERSONAL)
    number = registered(client, account=ACCOUNT)
    assess_complaints(at=cast.MONDAY)

    shown = get(client, f"/complaints/{number}/assessment").json()

    category = next(one for one in shown["proposals"] if one["head"] == "category")
    assert (category["label"], category["settled"]) == ("quality.leak", None)
    assert [ACCOUNT[e["start"] : e["end"]] for e in category["evidence"]] == [
        e["words"] for e in category["evidence"]
    ]
    assert shown["demands"] == ["refund", "apology"]
    assert [one["kind"] for one in shown["legal_triggers"]] == ["court"]
    assert shown["impact"]["loss_yuan"] == sorted(shown["impact"]["loss_yuan"])


def test_a_token_that_reads_no_personal_data_reads_masked_evidence() -> None:
    client = machine()
    number = registered(client, account=ACCOUNT)
    assess_complaints(at=cast.MONDAY)

    answer = get(client, f"/complaints/{number}/assessment").content.decode()

    assert [secret for secret in ("13900001111", "王建国") if secret in answer] == []


def test_a_list_is_filtered_by_what_was_found() -> None:
    client = machine()
    number = registered(client, account=ACCOUNT)
    registered(client, account="快递晚了两天")
    assess_complaints(at=cast.MONDAY)

    found = get(client, "/complaints", threat="court").json()["complaints"]

    assert [one["number"] for one in found] == [number]
    assert get(client, "/complaints", mood="jolly").status_code == 422


def test_a_webhook_is_told_what_was_proposed_and_nobodys_words() -> None:
    registered(machine(), account=ACCOUNT)
    assess_complaints(at=cast.MONDAY)
    entry = Entry.objects.get(kind="complaint.assessed")

    body = json.loads(told(time_ordered_uuid(), entry, Subject("ZJ26-1", "received", "https://x/")))

    assert body["details"]["category"] == "quality.leak"
    assert body["details"]["legal"] == ["court"]
    assert set(body["details"]) == {"category", "grade", "department", "validity", "legal"}


SAID = (
    "昨天下午三点在长沙市岳麓区花了399元买的，订单号DD20260301001，批号B2024，型号MX-500A，"
    "身份证110101199003077598，电话13900001111，送到人民路88号"
)


def findings_of(*scopes: str) -> dict[str, tuple[str, str]]:
    client = machine(READ, "complaints:write", *scopes)
    number = registered(client, account=SAID)
    assess_complaints(at=cast.MONDAY)
    shown = get(client, f"/complaints/{number}/assessment").json()["findings"]
    return {one["kind"]: (one["words"], one["value"]) for one in shown}


def test_a_token_that_reads_personal_data_is_told_what_the_command_tells() -> None:
    told = findings_of(PERSONAL)

    assert {kind: told[kind][1] for kind in ("amount", "order", "batch", "product_model")} == {
        "amount": "399",
        "order": "DD20260301001",
        "batch": "B2024",
        "product_model": "MX-500A",
    }
    assert told["place"][1] == "湖南省/长沙市/岳麓区"
    assert told["address"] == ("人民路88号", "人民路88号")
    assert told["identity_card"] == ("110101199003077598", "110101199003077598")
    assert told["phone"] == ("13900001111", "+8613900001111")
    assert told["moment"][1].endswith("T15:00+08:00")


def test_other_tokens_are_told_masked_numbers_and_the_same_rest() -> None:
    told = findings_of()

    assert told["identity_card"][1] == told["identity_card"][0]
    assert told["phone"] == ("139****1111", "139****1111")
    assert [secret for secret in ("110101199003077598", "13900001111") if secret in str(told)] == []
    assert (told["amount"][1], told["order"][1]) == ("399", "DD20260301001")
