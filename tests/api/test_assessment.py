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
