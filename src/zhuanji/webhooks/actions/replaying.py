"""Sending again, and sending a test."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.history.actions import record
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError
from zhuanji.kernel.ids import time_ordered_uuid
from zhuanji.webhooks.actions.gathering import make_deliveries
from zhuanji.webhooks.events import TEST, Describe, told_for_test
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.policies import require_may_manage

LIMIT = 5000


class WebhookIsOff(DomainError):
    """Nothing is sent to a webhook that is turned off."""

    message = _("This webhook is turned off. Turn it on first, then send again.")


@dataclass(frozen=True)
class Replayed:
    """How many events are sent again. `until` is set when there were more: go on from there."""

    count: int
    until: datetime | None = None


@transaction.atomic
def replay_delivery(*, by: Actor, at: datetime, delivery: Delivery) -> Delivery:
    """Send one message again, under the same id and with the same words.

    Raises NotAllowed, WebhookIsOff.
    """
    webhook = _ready(by, delivery.webhook)
    _send_again([delivery.pk], at)
    record(
        kind="webhook.replayed",
        about=webhook.about,
        by=by,
        at=at,
        message=delivery.message_id,
        count=1,
    )
    return Delivery.objects.get(pk=delivery.pk)


@transaction.atomic
def replay_since(
    *,
    by: Actor,
    at: datetime,
    webhook: Webhook,
    since: datetime,
    describe: Describe,
    limit: int = LIMIT,
) -> Replayed:
    """Send every event since a moment that the webhook wants, also what it was never sent.

    What was sent before keeps its id. Raises NotAllowed, WebhookIsOff.
    """
    webhook = _ready(by, webhook)
    wanted = Entry.objects.filter(at__gte=since, at__lte=at, about__startswith="complaint/")
    if webhook.kinds:
        wanted = wanted.filter(kind__in=webhook.kinds)
    entries = list(wanted.order_by("at", "id")[: limit + 1])
    until = entries[limit].at if len(entries) > limit else None
    entries = entries[:limit]
    made = Delivery.objects.filter(webhook=webhook, entry__in=[entry.pk for entry in entries])
    _send_again(list(made.values_list("pk", flat=True)), at)
    make_deliveries([webhook], entries, at=at, describe=describe)
    count = made.count()
    record(
        kind="webhook.replayed",
        about=webhook.about,
        by=by,
        at=at,
        since=since.isoformat(),
        count=count,
    )
    return Replayed(count, until)


@transaction.atomic
def send_test(*, by: Actor, at: datetime, webhook: Webhook) -> Delivery:
    """Send an event that never happened. Raises NotAllowed, WebhookIsOff."""
    webhook = _ready(by, webhook)
    key = time_ordered_uuid()
    delivery = Delivery.objects.create(
        webhook=webhook, key=key, kind=TEST, body=told_for_test(key, at), made_at=at, next_at=at
    )
    record(kind="webhook.tested", about=webhook.about, by=by, at=at)
    return delivery


def _ready(by: Actor, webhook: Webhook) -> Webhook:
    """The webhook, on and awake: somebody waits for what comes next."""
    require_may_manage(by)
    awake = Webhook.objects.filter(pk=webhook.pk, active=True)
    if not awake.update(rests_until=None):
        raise WebhookIsOff
    return Webhook.objects.get(pk=webhook.pk)


def _send_again(keys: list[int], at: datetime) -> None:
    Delivery.objects.filter(pk__in=keys).update(state=Delivery.State.WAITING, next_at=at, tries=0)
