"""From a committed line of history to a machine outside: signed, retried, never lost."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.webhooks.receiver import Receiver
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import told_outside
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.outside import sending
from zhuanji.kernel.outside.sending import Answer
from zhuanji.kernel.outside.waits import wait_after
from zhuanji.webhooks.actions import (
    change_webhook,
    deliver_due,
    forget_deliveries,
    replay_delivery,
    replay_since,
    rotate_secret,
    send_test,
)
from zhuanji.webhooks.actions.delivering import LEASE, settle, take_due
from zhuanji.webhooks.actions.gathering import make_deliveries
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.signing import Salt, secret_of
from zhuanji.webhooks.waits import MAX_TRIES

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def one_event() -> Complaint:
    """Something happens, and is read from history as gather_events would."""
    complaint = cast.wang_complains()
    gather_now(complaint.about)
    return complaint


def gather_now(about: str) -> None:
    webhooks = Webhook.objects.filter(active=True)
    lines = list(Entry.objects.filter(about=about))
    make_deliveries(webhooks, lines, at=timezone.now(), describe=told_outside)


def deliver(at: datetime | None = None) -> int:
    return deliver_due(at=at or timezone.now())


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_happens_arrives_signed_and_names_nobody(receiver: Receiver, webhook: Webhook) -> None:
    complaint = one_event()

    assert (deliver(), deliver()) == (1, 0)

    (got,) = receiver.got
    told = json.loads(got.body)
    entry = Entry.objects.get(about=complaint.about)
    assert told == {
        "id": got.headers["webhook-id"],
        "kind": "complaint.registered",
        "at": entry.at.isoformat(),
        "sequence": 1,
        "complaint": {
            "number": complaint.number,
            "stage": "received",
            "url": f"http://localhost:8000/api/v1/complaints/{complaint.number}",
        },
    }
    assert got.path == "/hook?from=zhuanji"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["host"] == receiver.url.split("/")[2]
    assert got.headers["webhook-signature"] == signature(got.headers, got.body, webhook.salt)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.attempts) == ("delivered", 204, 1)


def signature(headers: dict[str, str], body: bytes, salt: Salt) -> str:
    """What a receiver computes who has only the secret and the Standard Webhooks text."""
    key = base64.b64decode(secret_of(salt).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_after_a_change_of_secret_both_sign_for_a_day(receiver: Receiver, webhook: Webhook) -> None:
    now = timezone.now()
    secret = rotate_secret(by=cast.ding().actor, at=now, webhook=webhook)
    changed = Webhook.objects.get()
    for at in (now, now + DAY):
        send_test(by=cast.ding().actor, at=at, webhook=webhook)
        deliver(at)

    first, second = receiver.got
    new, old = (signature(first.headers, first.body, salt) for salt in (changed.salt, webhook.salt))
    assert secret == secret_of(changed.salt) != secret_of(webhook.salt)
    assert first.headers["webhook-signature"] == f"{new} {old}"
    assert second.headers["webhook-signature"] == signature(
        second.headers, second.body, changed.salt
    )


def test_nothing_that_is_stored_reveals_the_secret(webhook: Webhook) -> None:
    secret = secret_of(webhook.salt)
    stored = {str(bytes(v) if isinstance(v, memoryview) else v) for v in vars(webhook).values()}

    assert [value for value in stored if secret in value or secret[6:] in value] == []
    assert secret_of(webhook.salt) != secret_of(b"another salt")


def test_a_refused_message_is_tried_again_with_its_id(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    receiver.answers = [500, 503]
    one_event()
    now = timezone.now()

    assert deliver(now) == 1
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.status, waiting.answer) == ("waiting", 500, "收到了，谢谢。")
    assert deliver(now + timedelta(seconds=5)) == 0
    assert deliver(now + timedelta(seconds=30)) == 1
    assert deliver(now + timedelta(seconds=120)) == 1

    assert states() == ["delivered"]
    assert (len(receiver.ids), len(set(receiver.ids))) == (3, 1)
    assert len({got.body for got in receiver.got}) == 1
    assert Webhook.objects.get().failing_since is None


def test_a_pause_that_the_receiver_asks_for_is_kept(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    receiver.answers, receiver.headers = [429], {"Retry-After": "3600"}
    one_event()
    now = timezone.now()
    deliver(now)

    waits = Delivery.objects.get().next_at
    assert waits is not None
    assert waits - now >= timedelta(hours=1)


def test_no_answer_is_a_failure(
    receiver: Receiver,
    webhook: Webhook,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.2)
    receiver.answers = ["hang"]
    one_event()
    deliver()

    found = Delivery.objects.get()
    assert (found.state, found.status, found.answer) == (
        "waiting",
        None,
        "timeout: no answer within 0.2 s",
    )


def test_a_receiver_that_is_not_there_is_waited_for(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(url="http://127.0.0.1:9/")
    one_event()
    deliver()

    found = Delivery.objects.get()
    assert (found.state, found.status, found.answer.split(":")[0]) == (
        "waiting",
        None,
        "ConnectError",
    )


def test_redirects_are_not_followed(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    receiver.answers, receiver.headers = [302], {"Location": receiver.url}
    one_event()
    deliver()

    assert (len(receiver.got), Delivery.objects.get().status) == (1, 302)


def test_a_worker_killed_in_between_loses_nothing(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    one_event()
    now = timezone.now()
    (taken,) = take_due(at=now, limit=20)  # and then it was killed

    assert deliver(now + LEASE / 2) == 0
    assert deliver(now + LEASE) == 1
    assert receiver.ids == [taken.message_id]
    late = settle(taken, Answer(500, "", 1), at=now + LEASE)
    assert (late, states(), Delivery.objects.get().attempts) == (False, ["delivered"], 2)


def test_two_workers_never_take_the_same(webhook: Webhook) -> None:  # noqa: ARG001
    one_event()
    now = timezone.now()

    assert [len(take_due(at=now, limit=20)) for _ in range(2)] == [1, 0]


def test_after_the_last_try_it_is_given_up(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    receiver.answers = [500]
    one_event()
    Delivery.objects.update(tries=MAX_TRIES - 1)
    deliver()

    assert (states(), Delivery.objects.get().next_at) == (["dead"], None)


def test_a_webhook_where_nothing_arrives_for_days_is_turned_off(
    receiver: Receiver, webhook: Webhook
) -> None:
    receiver.answers = [500, 500]
    one_event()
    now = timezone.now()
    deliver(now)
    deliver(now + 4 * DAY)

    kept = Webhook.objects.get()
    line = Entry.objects.get(kind="webhook.turned_off")
    assert (kept.active, line.about, line.by) == (False, webhook.about, "system")
    assert line.details == {"why": "failing"}
    assert deliver(now + 9 * DAY) == 0
    change_webhook(by=cast.ding().actor, at=now, webhook=kept, active=True)
    assert deliver(now + 9 * DAY) == 1
    assert (states(), first_broken_link()) == (["delivered"], None)


def test_a_receiver_that_is_gone_is_left_alone_at_once(
    receiver: Receiver,
    webhook: Webhook,  # noqa: ARG001
) -> None:
    receiver.answers = [410]
    one_event()
    deliver()

    assert (states(), Webhook.objects.get().active) == (["dead"], False)


def test_a_failing_webhook_rests_and_is_tried_with_one(
    receiver: Receiver,
    webhook: Webhook,  # noqa: ARG001
) -> None:
    receiver.answers = [500] * 3
    for _ in range(3):
        one_event()
    now = timezone.now()

    assert (deliver(now), deliver(now + timedelta(seconds=1))) == (3, 0)
    assert deliver(now + timedelta(minutes=1)) == 1


def test_a_replay_is_another_attempt_with_the_same_id(receiver: Receiver, webhook: Webhook) -> None:  # noqa: ARG001
    one_event()
    deliver()
    replay_delivery(by=cast.ding().actor, at=timezone.now(), delivery=Delivery.objects.get())
    deliver()

    assert (len(receiver.ids), len(set(receiver.ids)), states()) == (2, 1, ["delivered"])
    assert Delivery.objects.get().attempts == 2


def test_a_replay_asked_for_while_it_is_under_way_is_kept(webhook: Webhook) -> None:  # noqa: ARG001
    one_event()
    now = timezone.now()
    (taken,) = take_due(at=now, limit=20)
    replay_delivery(by=cast.ding().actor, at=now, delivery=taken)

    assert settle(taken, Answer(204, "", 1), at=now) is False
    assert states() == ["waiting"]


def test_a_range_is_replayed_with_what_was_never_sent(receiver: Receiver, webhook: Webhook) -> None:
    one_event()
    deliver()
    by, now = cast.ding().actor, timezone.now()
    change_webhook(by=by, at=now, webhook=webhook, active=False)
    one_event()
    assert len(states()) == 1
    change_webhook(by=by, at=now, webhook=webhook, active=True)

    done = replay_since(
        by=by, at=now, webhook=webhook, since=cast.MONDAY, describe=told_outside, limit=5
    )
    deliver()

    assert (done.count, done.until) == (2, None)
    assert (len(receiver.ids), len(set(receiver.ids)), states()) == (3, 2, ["delivered"] * 2)


def test_old_messages_are_forgotten_but_not_those_that_wait(webhook: Webhook) -> None:  # noqa: ARG001
    one_event()
    deliver()
    one_event()
    later = timezone.now() + 31 * DAY

    assert forget_deliveries(at=later) == 1
    assert states() == ["waiting"]


def test_the_waits_grow_to_a_day_and_end() -> None:
    waits = [wait_after(tries, most=MAX_TRIES) for tries in range(1, MAX_TRIES + 1)]
    seconds = [wait.total_seconds() for wait in waits if wait is not None]

    assert waits[-1] is None
    assert len(seconds) == MAX_TRIES - 1
    assert (8 <= seconds[0] <= 12, seconds[-1] <= 1.2 * 86_400) == (True, True)
    assert 2 * DAY < timedelta(seconds=sum(seconds)) < 5 * DAY
