"""Turning committed history into messages: each line once for each webhook that wants it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from zhuanji.history.models import Cursor, Entry
from zhuanji.history.queries import entries_after
from zhuanji.history.relay import move_cursor, start_reader
from zhuanji.kernel.ids import time_ordered_uuid
from zhuanji.webhooks.events import Describe, Subject, told
from zhuanji.webhooks.models import Delivery, Webhook

READER = "webhooks"
BATCH = 500


@transaction.atomic
def gather_events(*, at: datetime, describe: Describe, limit: int = BATCH) -> int:
    """Read on in the history; return how many lines were read.

    The reader's place moves in the same transaction, so that a line is neither lost nor told twice.
    Another worker that is at it is not waited for.
    """
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=READER).first()
    if cursor is None:
        start_reader(READER)
        return 0
    entries = entries_after(cursor.transaction, cursor.entry, limit=limit)
    if entries:
        make_deliveries(Webhook.objects.filter(active=True), entries, at=at, describe=describe)
        move_cursor(cursor, entries[-1])
    return len(entries)


def make_deliveries(
    webhooks: Iterable[Webhook], entries: Sequence[Entry], *, at: datetime, describe: Describe
) -> None:
    """Part of a larger action. What a webhook has already is left as it is."""
    pairs = [(w, entry) for w in webhooks for entry in entries if w.wants(entry.kind)]
    subjects = describe({entry.about for _webhook, entry in pairs}) if pairs else {}
    rows = [
        _row(webhook, entry, subjects[entry.about], at)
        for webhook, entry in pairs
        if entry.about in subjects
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _row(webhook: Webhook, entry: Entry, subject: Subject, at: datetime) -> Delivery:
    key = time_ordered_uuid()
    return Delivery(
        webhook=webhook,
        key=key,
        entry=entry.pk,
        kind=entry.kind,
        body=told(key, entry, subject),
        made_at=at,
        next_at=at,
    )
