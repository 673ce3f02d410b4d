"""What stands before every view: who asks, how often, and bodies nobody should send."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.api.machines import BODY, READ, get, machine, post, registered
from zhuanji.api import authentication
from zhuanji.complaints.models import Complaint
from zhuanji.staff.actions import create_token, revoke_token

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    "words", ["", "Bearer", "Bearer zj_wrong", "Basic zj_x", "Bearer " + "zj_" * 999, "bearer 令牌"]
)
def test_strangers_are_told_what_to_send(words: str) -> None:
    response = Client().get("/api/v1/complaints", headers={"Authorization": words})

    assert (response.status_code, response.headers["Content-Type"]) == (401, PROBLEM)
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_and_a_revoked_token_open_nothing() -> None:
    by, now = cast.ding().actor, timezone.now()
    ended = now - timedelta(minutes=1)
    _token, old = create_token(
        by=by, at=ended - timedelta(days=1), name="旧", scopes=[READ], expires_at=ended
    )
    token, secret = create_token(by=by, at=now, name="撤", scopes=[READ])
    revoke_token(by=by, at=now, token=token)

    for words in (old, secret):
        client = Client(headers={"Authorization": f"Bearer {words}"})
        assert get(client, "/complaints").status_code == 401


def test_a_token_in_use_is_remembered_for_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    by, now = cast.ding().actor, timezone.now()
    token, secret = create_token(by=by, at=now, name="忙", scopes=[READ])
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert get(client, "/complaints").status_code == 200

    revoke_token(by=by, at=now, token=token)
    monkeypatch.setattr(authentication, "_REMEMBERED_SECONDS", 0.0)

    assert get(client, "/complaints").status_code == 401


def test_the_allowance_is_told_and_kept(settings: Any) -> None:
    settings.API_RATE = "2/minute"
    client, other = machine(), machine()

    answers = [get(client, "/complaints") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[0].headers["X-RateLimit-Limit"] == answers[0].headers["RateLimit-Limit"] == "2"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["code"] == "TooManyRequests"
    assert get(other, "/complaints").status_code == 200


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v2/complaints", "/api/v1/nothing"])
def test_an_address_that_leads_nowhere(path: str) -> None:
    for response in (Client().get(path), Client().post(path, "x", content_type="text/plain")):
        assert (response.status_code, response.json()["code"]) == (404, "NoSuchAddress")


def test_a_method_that_is_not_there_names_those_that_are() -> None:
    response = machine().patch("/api/v1/complaints", "{}", content_type="application/json")

    assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""]
)
def test_only_json_is_read(kind: str) -> None:
    response = machine().post("/api/v1/complaints", json.dumps(BODY), content_type=kind)

    assert (response.status_code, Complaint.objects.count()) == (415, 0)


def test_a_body_over_two_megabytes_is_not_read() -> None:
    response = post(machine(), "/complaints", {**BODY, "account": "x" * (2 * 2**20)})

    assert (response.status_code, response.json()["code"]) == (413, "TooLarge")


def text(account: str) -> bytes:
    return b'{"channel": "phone", "account": "' + account.encode("ascii") + b'"}'


def value(words: str) -> bytes:
    return f'{{"channel": "phone", "account": {words}}}'.encode()


HOSTILE = {
    "nul": text("\\u0000"),
    "raw nul": text("a\x00b"),
    "half a pair": text("\\ud800"),
    "the other half": text("x\\uDFFF"),
    "nul in a name": b'{"channel": "phone", "account": "x", "a\\u0000": 1}',
    "nan": value("NaN"),
    "infinity": value("-Infinity"),
    "1e400": value("1e400"),
    "5000 digits": value("9" * 5000),
    "20 digits": value("9" * 20),
    "depth": b"[" * 100_000,
    "closed depth": value("[" * 900 + "]" * 900),
    "objects in objects": b'{"a":' * 50_000,
    "the same name twice": b'{"channel": "phone", "account": "x", "account": "y"}',
    "gb18030": '{"channel": "phone", "account": "投诉"}'.encode("gb18030"),
    "utf-16": '{"channel": "phone"}'.encode("utf-16"),
    "no json": b"channel=phone",
    "cut": b'{"channel": "phone"',
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "a word": b'"phone"',
    "an account in numbers": value("1"),
    "an account in lists": value('["x"]'),
    "too long": text("x" * 20_001),
    "a name too long": json.dumps({**BODY, "customer": {"name": "王" * 101}}).encode(),
    "the year 1": json.dumps({**BODY, "occurred_at": "0001-01-01T00:00:00+14:00"}).encode(),
    "the year 9999": json.dumps({**BODY, "received_at": "9999-12-31T23:59:59-12:00"}).encode(),
    "a moment in numbers": json.dumps({**BODY, "occurred_at": 10**17}).encode(),
    "nobody's field": json.dumps({**BODY, "stage": "closed"}).encode(),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", ["/complaints", "/complaints/bulk"])
def test_a_hostile_body_is_refused_in_a_sentence(path: str, body: bytes) -> None:
    response = machine().post(f"/api/v1{path}", body, content_type="application/json")

    assert 400 <= response.status_code < 500, response.content
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["detail"]
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("verb", ["judge", "assign", "answer", "notes", "merge", "findings"])
def test_a_hostile_act_changes_nothing(verb: str, body: bytes) -> None:
    client = machine()
    path = f"/api/v1/complaints/{registered(client)}/{verb}"

    response = client.post(path, body, content_type="application/json")

    assert 400 <= response.status_code < 500, response.content


def test_words_keep_their_unusual_characters() -> None:
    client = machine()
    account = "<b>𠮷野家</b> 👨‍👩‍👧 \u202e倒写\u202c 'or 1=1--"

    number = registered(client, account=account)

    assert get(client, f"/complaints/{number}").json()["account"] == account.replace(
        "\u202e", ""
    ).replace("\u202c", "")


def upload(client: Any, number: str, *files: SimpleUploadedFile) -> Any:
    return client.post(f"/api/v1/complaints/{number}/evidence", {"files": files})


def test_files_come_and_go_byte_for_byte() -> None:
    client = machine()
    number = registered(client)

    added = upload(client, number, SimpleUploadedFile("收据.txt", b"paid 100"))
    listed = get(client, f"/complaints/{number}/evidence").json()
    back = client.get(added.json()[0]["url"])

    assert added.status_code == 201
    assert listed == added.json()
    assert b"".join(back.streaming_content) == b"paid 100"
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert (
        client.get(
            f"/api/v1/complaints/{registered(client)}/evidence/{listed[0]['key']}"
        ).status_code
        == 404
    )


def test_a_renamed_executable_is_no_evidence() -> None:
    client = machine()
    number = registered(client)

    response = upload(client, number, SimpleUploadedFile("发票.pdf", b"MZ\x90\x00" + b"\x00" * 200))

    assert (response.status_code, set(response.json()["problems"])) == (422, {"files"})


def test_evidence_wants_a_form_with_files() -> None:
    client = machine()
    number = registered(client)

    assert post(client, f"/complaints/{number}/evidence", {"files": []}).status_code == 415
    broken = client.generic(
        "POST", f"/api/v1/complaints/{number}/evidence", b"x", "multipart/form-data"
    )
    assert broken.status_code == 400
    assert upload(client, number).status_code == 422


def test_customers_are_found_by_phone_masked() -> None:
    client = machine()
    registered(client)

    found = get(client, "/customers", phone="138 0013 8000").json()

    assert [row["name"] for row in found] == ["王**"]
    assert get(client, "/customers", phone="13999999999").json() == []


def test_the_description_is_whole_and_needs_no_token() -> None:
    described = Client().get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.")
    assert "/api/v1/complaints/{number}/judge" in described["paths"]
    operations = [o["operationId"] for path in described["paths"].values() for o in path.values()]
    assert len(operations) == len(set(operations))
    names = set(described["components"]["schemas"])
    used = {part.split('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]}
    assert used <= names


def test_the_page_of_the_description_runs_no_inline_script() -> None:
    response = Client().get("/api/v1/docs")

    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b"http://" not in response.content
