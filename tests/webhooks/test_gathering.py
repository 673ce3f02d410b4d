"""Committed history becomes messages, each line once for each webhook that wants it."""

import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import cast
from tests.webhooks.receiver import Receiver
from zhuanji.complaints.queries import told_outside
from zhuanji.history.models import Cursor, Entry
from zhuanji.webhooks.actions import create_webhook, gather_events
from zhuanji.webhooks.actions.gathering import READER
from zhuanji.webhooks.models import Delivery, Webhook

# History is read as committed, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


def gather() -> None:
    """Read on to the last line, however long somebody else's transaction holds it back."""
    end = time.monotonic() + 30
    last = Entry.objects.order_by("transaction", "pk").last()
    while last and Cursor.objects.get(reader=READER).entry != last.pk:
        if not gather_events(at=timezone.now(), describe=told_outside):
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_line_is_told_once_to_each_that_wants_it(receiver: Receiver, webhook: Webhook) -> None:
    create_webhook(
        by=cast.ding().actor,
        at=timezone.now(),
        name="只看结案",
        url=receiver.url,
        kinds=["complaint.closed"],
    )
    cast.wang_complains()
    gather()
    gather()

    assert list(Delivery.objects.values_list("webhook", "kind")) == [
        (webhook.pk, "complaint.registered")
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            webhook=webhook,
            entry=Delivery.objects.get().entry,
            key="00000000-0000-0000-0000-000000000001",
            kind="x",
            body="{}",
            made_at=timezone.now(),
            next_at=timezone.now(),
        )


def test_what_was_rolled_back_is_never_told(webhook: Webhook) -> None:  # noqa: ARG001
    with transaction.atomic():
        cast.wang_complains()
        transaction.set_rollback(True)
    gather()

    assert Delivery.objects.count() == 0
