"""Sending what is due, and writing down what became of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zhuanji.history.actions import record
from zhuanji.kernel.outside.sending import GONE, Answer, Parcel, send_all
from zhuanji.kernel.outside.waits import wait_after
from zhuanji.staff.roles import SYSTEM
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.signing import signed_headers, signing_key
from zhuanji.webhooks.waits import GIVE_UP_AFTER, MAX_TRIES

LEASE = timedelta(minutes=2)  # far longer than a batch may take
REST = timedelta(seconds=10)
KEPT_FOR = timedelta(days=30)
BATCH = 20
_AT_ONCE = 5  # for one webhook, so that none holds up the others


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Send a batch of what is due; return how many.

    Three steps, so that no transaction is open while others' machines are waited for: take (each
    row is ours for a lease), send, write down. A worker killed in between leaves rows that are due
    again when the lease ends: a message that comes twice, with one id, is better than none.
    """
    batch = take_due(at=at, limit=limit)
    if not batch:
        return 0
    answers = send_all([_parcel(delivery, at) for delivery in batch])
    for delivery, answer in zip(batch, answers, strict=True):
        settle(delivery, answer, at=at + timedelta(milliseconds=answer.milliseconds))
    return len(batch)


@transaction.atomic
def take_due(*, at: datetime, limit: int) -> list[Delivery]:
    """Return due rows as ours for a lease. A webhook that fails is tried with one at a time."""
    awake = Q(rests_until=None) | Q(rests_until__lte=at)
    due = Exists(_due(at).filter(webhook=OuterRef("pk")))
    batch = list[Delivery]()
    for webhook in Webhook.objects.filter(awake, due, active=True).order_by("?"):
        share = 1 if webhook.failing_since else _AT_ONCE
        batch += _take_of(webhook, at=at, limit=min(share, limit - len(batch)))
    return batch


def _take_of(webhook: Webhook, *, at: datetime, limit: int) -> list[Delivery]:
    ours = _due(at).filter(webhook=webhook).select_for_update(skip_locked=True)
    rows = list(ours.order_by("next_at", "pk")[:limit])
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        next_at=at + LEASE, attempts=F("attempts") + 1, tries=F("tries") + 1
    )
    for row in rows:
        row.webhook, row.next_at = webhook, at + LEASE
        row.attempts, row.tries = row.attempts + 1, row.tries + 1
    return rows


def _due(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at)


def _parcel(delivery: Delivery, at: datetime) -> Parcel:
    webhook, body = delivery.webhook, delivery.body.encode()
    salts = [webhook.salt]
    if webhook.former_salt and webhook.former_until and at < webhook.former_until:
        salts.append(webhook.former_salt)
    headers = signed_headers(
        body,
        message_id=delivery.message_id,
        timestamp=int(at.timestamp()),
        keys=[signing_key(salt) for salt in salts],
    )
    return Parcel(webhook.url, body, headers)


@transaction.atomic
def settle(delivery: Delivery, answer: Answer, *, at: datetime) -> bool:
    """Write down what became of an attempt. Return False when it is no longer ours.

    That is so when the lease ended and somebody else took the row, or a person asked for it anew.
    """
    webhook = Webhook.objects.filter(pk=delivery.webhook_id)
    if answer.is_taken:
        state, pause = Delivery.State.DELIVERED, None
    else:
        pause = wait_after(delivery.tries, most=MAX_TRIES, asked=answer.retry_after)
        pause = None if answer.status == GONE else pause
        state = Delivery.State.DEAD if pause is None else Delivery.State.WAITING
    ours = Delivery.objects.filter(
        pk=delivery.pk, attempts=delivery.attempts, next_at=delivery.next_at
    )
    if not ours.update(
        state=state,
        next_at=None if pause is None else at + pause,
        tried_at=at,
        status=answer.status,
        answer=answer.words,
        milliseconds=answer.milliseconds,
    ):
        return False
    if answer.is_taken:
        webhook.exclude(failing_since=None).update(failing_since=None, rests_until=None)
    else:
        webhook.update(rests_until=at + REST)
        webhook.filter(failing_since=None).update(failing_since=at)
        _turn_off_if_hopeless(delivery.webhook, gone=answer.status == GONE, at=at)
    return True


def _turn_off_if_hopeless(webhook: Webhook, *, gone: bool, at: datetime) -> None:
    """Nothing arrived for days, or the receiver says that it is no more."""
    hopeless = Webhook.objects.filter(pk=webhook.pk, active=True)
    if not gone:
        hopeless = hopeless.filter(failing_since__lte=at - GIVE_UP_AFTER)
    if hopeless.update(active=False):
        why = "gone" if gone else "failing"
        record(kind="webhook.turned_off", about=webhook.about, by=SYSTEM, at=at, why=why)


@transaction.atomic
def forget_deliveries(*, at: datetime, limit: int = 2000) -> int:
    """Drop messages of a month ago that wait for nothing; return how many."""
    old = Delivery.objects.filter(made_at__lt=at - KEPT_FOR).exclude(state=Delivery.State.WAITING)
    keys = list(old.order_by("made_at").values_list("pk", flat=True)[:limit])
    dropped, _rows = Delivery.objects.filter(pk__in=keys).delete() if keys else (0, {})
    return int(dropped)
