"""Adding to the story. Nothing here changes or removes a line."""

from datetime import datetime
from typing import Any

from zhuanji.history.chain import FIRST, link
from zhuanji.history.models import Entry, Head
from zhuanji.kernel.actors import Actor


def record(*, kind: str, about: str, by: Actor, at: datetime, **details: Any) -> Entry:
    """Add a line to the story of `about`, in the caller's transaction.

    The chain's head is locked until that transaction ends, so lines never fork.
    """
    head, _is_new = Head.objects.select_for_update().get_or_create(
        about=about, defaults={"sequence": 0, "hash": FIRST}
    )
    entry = next_entry(head, kind=kind, by=by, at=at, details=details)
    entry.save(force_insert=True)
    Head.objects.filter(about=about).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def next_entry(head: Head, *, kind: str, by: Actor, at: datetime, details: dict[str, Any]) -> Entry:
    """Return the line that follows `head`, not yet written."""
    words: dict[str, Any] = {
        "about": head.about,
        "sequence": head.sequence + 1,
        "kind": kind,
        "by": by.key,
        "by_name": by.name,
        "at": at,
        "details": details,
    }
    return Entry(**words, hash=link(head.hash, **words))
