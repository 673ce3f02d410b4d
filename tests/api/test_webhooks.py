"""A machine decides which machines are told what happens."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests import cast
from tests.api.machines import READ, WEBHOOKS, WRITE, get, machine, post
from zhuanji.api.models import KeptAnswer
from zhuanji.complaints.events import Event
from zhuanji.complaints.queries import told_outside
from zhuanji.desk.complaints.sentences import SENTENCES
from zhuanji.history.models import Entry
from zhuanji.webhooks.actions.gathering import make_deliveries
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
GIVEN = {"name": "商城", "url": "https://shop.example/hook", "kinds": ["complaint.registered"]}
KEY = {"Idempotency-Key": "0b6f6a4e-6a3c-4c83-9a3e-3a5a7bb0c1a1"}


def made(client: Any, **given: object) -> int:
    return int(post(client, "/webhooks", {**GIVEN, **given}).json()["id"])


def events(count: int) -> None:
    """So many complaints are registered and gathered for every webhook."""
    for _ in range(count):
        cast.wang_complains()
    lines = list(Entry.objects.filter(kind="complaint.registered"))
    make_deliveries(Webhook.objects.all(), lines, at=timezone.now(), describe=told_outside)


def change(client: Any, pk: int, given: object) -> Any:
    words = json.dumps(given)
    return client.patch(f"/api/v1/webhooks/{pk}", data=words, content_type="application/json")


def test_from_made_to_deleted() -> None:
    client = machine(WEBHOOKS)

    answer = post(client, "/webhooks", GIVEN)
    told = answer.json()
    webhook = Webhook.objects.get()
    assert (answer.status_code, told["secret"]) == (201, secret_of(webhook.salt))
    assert {name: told[name] for name in GIVEN} == GIVEN
    shown = get(client, f"/webhooks/{webhook.pk}").json()
    assert shown == {name: value for name, value in told.items() if name != "secret"}
    assert get(client, "/webhooks").json() == {"webhooks": [shown], "next": "", "previous": ""}

    changed = change(client, webhook.pk, {"active": False, "kinds": []}).json()
    assert (changed["active"], changed["kinds"], changed["name"]) == (False, [], "商城")
    rotated = post(client, f"/webhooks/{webhook.pk}/rotate-secret").json()
    assert rotated["secret"] == secret_of(Webhook.objects.get().salt) != told["secret"]
    assert client.delete(f"/api/v1/webhooks/{webhook.pk}").status_code == 204
    assert get(client, f"/webhooks/{webhook.pk}").status_code == 404
    kinds = Entry.objects.filter(about=webhook.about).order_by("sequence")
    assert [line.kind.removeprefix("webhook.") for line in kinds] == [
        "created",
        "changed",
        "secret_rotated",
        "deleted",
    ]


def test_a_repeated_request_makes_one_and_keeps_no_secret() -> None:
    client = machine(WEBHOOKS)

    first, second = (post(client, "/webhooks", GIVEN, **KEY) for _ in range(2))

    assert (Webhook.objects.count(), second.headers["Idempotent-Replayed"]) == (1, "true")
    assert second.json() == {**first.json(), "secret": None}
    assert "whsec_" not in KeptAnswer.objects.get().body


def test_deleting_with_a_key_twice_is_once() -> None:
    client = machine(WEBHOOKS)
    address = f"/api/v1/webhooks/{made(client)}"

    assert [client.delete(address, headers=KEY).status_code for _ in range(2)] == [204, 204]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"url": "http://shop.example/"}, "url"),
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"url": "https://user@shop.example/"}, "url"),
        ({"kinds": ["complaint.exploded"]}, "kinds.0"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_used_is_named(given: object, field: str) -> None:
    client = machine(WEBHOOKS, language="en")

    answer = post(client, "/webhooks", {**GIVEN, **given})  # type: ignore[dict-item]

    assert (answer.status_code, set(answer.json()["problems"])) == (422, {field})
    assert Webhook.objects.count() == 0


def test_without_https_the_operators_setting_is_named() -> None:
    answer = post(machine(WEBHOOKS), "/webhooks", {**GIVEN, "url": "http://localhost:9000/hook"})

    assert "ZHUANJI_WEBHOOK_PRIVATE" in answer.json()["problems"]["url"]


def test_only_the_scope_opens_the_door() -> None:
    pk = made(machine(WEBHOOKS))
    events(1)
    sent = Delivery.objects.get().pk
    other = machine(READ, WRITE)
    posts: list[tuple[str, object]] = [
        ("/webhooks", GIVEN),
        (f"/webhooks/{pk}/rotate-secret", None),
        (f"/webhooks/{pk}/test", None),
        (f"/webhooks/{pk}/deliveries/{sent}/replay", None),
        (f"/webhooks/{pk}/replay", {"since": "2026-01-01T00:00:00Z"}),
    ]
    before = Entry.objects.count()

    answers = [post(other, path, given) for path, given in posts]
    answers += [
        get(other, path) for path in ("/webhooks", f"/webhooks/{pk}", f"/webhooks/{pk}/deliveries")
    ]
    answers += [change(other, pk, {"active": False}), other.delete(f"/api/v1/webhooks/{pk}")]

    assert [answer.status_code for answer in answers] == [403] * 10
    assert (Entry.objects.count(), Webhook.objects.get().active) == (before, True)


def test_the_scope_opens_no_other_door() -> None:
    assert machine(WEBHOOKS).get("/api/v1/complaints").status_code == 403
    assert get(machine(WEBHOOKS), "/customers").status_code == 403
    assert get(machine(WEBHOOKS), "/webhooks/99999999999999999999").status_code == 404


def test_messages_are_listed_by_pages_and_filtered() -> None:
    client = machine(WEBHOOKS)
    pk = made(client)
    events(3)
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(
        state="delivered", next_at=None, status=204
    )
    path = f"/webhooks/{pk}/deliveries"

    first = get(client, path, limit=2).json()
    second = get(client, path, limit=2, cursor=first["next"]).json()
    back = get(client, path, limit=2, cursor=second["previous"]).json()
    done = get(client, path, state="delivered", kind="complaint.registered").json()

    assert [len(page["deliveries"]) for page in (first, second, back)] == [2, 1, 2]
    assert (second["next"], back["deliveries"]) == ("", first["deliveries"])
    assert [row["status"] for row in done["deliveries"]] == [204]
    assert get(client, path, state="lost").status_code == 422
    lost = get(client, path, cursor="%00")
    assert (lost.status_code, set(lost.json()["problems"])) == (422, {"cursor"})


def test_replaying_one_and_a_range() -> None:
    client = machine(WEBHOOKS)
    pk = made(client)
    events(2)
    Delivery.objects.update(state="dead", next_at=None, tries=12, attempts=12)
    one = Delivery.objects.latest("pk")

    again = post(client, f"/webhooks/{pk}/deliveries/{one.pk}/replay")
    since = {"since": "2026-01-01T00:00:00+08:00"}
    many = post(client, f"/webhooks/{pk}/replay", since)
    naive = post(client, f"/webhooks/{pk}/replay", {"since": "2026-01-01T00:00:00"})
    change(client, pk, {"active": False})
    off = post(client, f"/webhooks/{pk}/replay", since)

    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert again.json()["message_id"] == one.message_id
    assert (many.status_code, many.json()) == (202, {"count": 2, "until": None})
    assert set(Delivery.objects.values_list("state", "tries", "attempts")) == {("waiting", 0, 12)}
    assert (naive.status_code, set(naive.json()["problems"])) == (422, {"since"})
    assert "+08:00" in naive.json()["problems"]["since"]
    assert (off.status_code, off.json()["code"]) == (409, "WebhookIsOff")


def test_a_test_is_sent() -> None:
    client = machine(WEBHOOKS)
    pk = made(client)

    answer = post(client, f"/webhooks/{pk}/test")

    told = json.loads(answer.json()["body"])
    assert (answer.status_code, told["kind"]) == (202, "webhook.test")
    assert sorted(told) == ["at", "complaint", "id", "kind", "sequence"]


def test_a_private_host_that_the_operator_names_may_be_told(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = ("erp.intern",)

    assert made(machine(WEBHOOKS), url="http://erp.intern:8080/hook") > 0


def test_the_cost_does_not_grow_with_the_rows() -> None:
    client = machine(WEBHOOKS)
    pk = made(client)
    costs = []
    for rows in (1, 2):
        events(rows)
        get(client, "/webhooks")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            get(client, f"/webhooks/{pk}/deliveries")
            get(client, "/webhooks")
        costs.append(len(asked))
        made(client)

    assert costs == [3, 3]


def test_every_kind_of_line_can_be_asked_for() -> None:
    assert {kind.removeprefix("complaint.") for kind in Event.values} == set(SENTENCES)
