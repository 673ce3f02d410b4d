"""The one place live updates leave from: history in batches, one notification per batch.

A NOTIFY in every business transaction would take a global lock at commit; here only this loop
notifies. It reads in commit order behind a cursor, so a restart repeats at most one batch.
"""

import json
import logging
import threading
from collections.abc import Iterator, Mapping

from django.db import DatabaseError, close_old_connections, connection, transaction

from zhuanji.history.models import Cursor, Entry
from zhuanji.history.queries import entries_after

CHANNEL = "zhuanji_live"
READER = "relay"
BATCH = 500
_TOPICS_PER_NOTICE = 200  # keeps a notice below PostgreSQL's 8000 bytes
_log = logging.getLogger(__name__)


def run(stop: threading.Event, *, pause: float = 0.2) -> None:
    """Relay until told to stop; a database that is away is waited for."""
    while not stop.is_set():
        try:
            moved = relay_batch()
        except DatabaseError:
            _log.exception("live relay stumbled")
            close_old_connections()
            stop.wait(2)
            continue
        if not moved:
            stop.wait(pause)


@transaction.atomic
def relay_batch() -> int:
    """Tell listeners about the next lines; return how many lines that were.

    Two relays never tell the same line: the cursor's row is locked until the notice commits.
    """
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=READER).first()
    if cursor is None:
        start_reader(READER)
        return 0
    entries = entries_after(cursor.transaction, cursor.entry, limit=BATCH)
    tell_pages({entry.about.replace("/", "-"): entry.pk for entry in entries})
    if entries:
        move_cursor(cursor, entries[-1])
    return len(entries)


def start_reader(reader: str) -> None:
    """Begin at the end of the history: what happened before a reader existed is not news."""
    last = Entry.objects.order_by("-transaction", "-id").first()
    place = {"transaction": last.transaction, "entry": last.pk} if last else {}
    Cursor.objects.get_or_create(reader=reader, defaults=place)  # writes-ok: a reader's own place


def move_cursor(cursor: Cursor, entry: Entry) -> None:
    place = Cursor.objects.filter(pk=cursor.pk)
    place.update(transaction=entry.transaction, entry=entry.pk)  # writes-ok: a reader's own place


def tell_pages(topics: Mapping[str, int]) -> None:
    """Tell open pages what changed: {"complaint-12": 345}, with the newest line of each story.

    For sweeps of few, never in the transactions of many: each waits for the others at its commit.
    """
    for text in _texts(topics):
        _notify(text)


def _texts(topics: Mapping[str, int]) -> Iterator[str]:
    items = list(topics.items())
    for start in range(0, len(items), _TOPICS_PER_NOTICE):
        yield json.dumps({"topics": dict(items[start : start + _TOPICS_PER_NOTICE])})


def _notify(notice: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, notice])
