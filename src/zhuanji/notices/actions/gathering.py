"""Reading on in the history, and telling people what others changed for them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from zhuanji.history.models import Cursor, Entry
from zhuanji.history.queries import entries_after
from zhuanji.history.relay import move_cursor, start_reader
from zhuanji.notices.actions.telling import notify_many
from zhuanji.notices.told import Told

READER = "notices"
BATCH = 500

# Given lines of history, says who is told what of them.
WhomToTell = Callable[[Sequence[Entry]], Sequence[Told]]


@transaction.atomic
def gather_changes(*, at: datetime, whom_to_tell: WhomToTell, limit: int = BATCH) -> int:
    """Tell of the next lines of history; return how many were read.

    The reader's place moves in the same transaction, so that nothing is left out or told twice.
    Another worker that is at it is not waited for.
    """
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=READER).first()
    if cursor is None:
        start_reader(READER)
        return 0
    entries = entries_after(cursor.transaction, cursor.entry, limit=limit)
    if entries:
        notify_many(whom_to_tell(entries), at=at)
        move_cursor(cursor, entries[-1])
    return len(entries)
