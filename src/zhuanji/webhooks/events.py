"""What a receiver is told: which complaint, what happened, where to read the rest. Pure."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from zhuanji.history.models import Entry

TEST = "webhook.test"
# Lines whose details are labels of our own, nobody's words: they go along.
_WITH_DETAILS = frozenset({"complaint.assessed"})


@dataclass(frozen=True)
class Subject:
    """The complaint an event is about. Nobody's name or words: those need a token to read."""

    number: str
    stage: str
    url: str


# Given names in history ("complaint/12"), returns those that are told outside.
Describe = Callable[[Collection[str]], Mapping[str, Subject]]


def message_id(key: UUID) -> str:
    """What the receiver knows a message by."""
    return f"msg_{key.hex}"


def told(key: UUID, entry: Entry, subject: Subject) -> str:
    """Return the body for a line of history."""
    more = {"details": entry.details} if entry.kind in _WITH_DETAILS else {}
    about = asdict(subject)
    return _body(key, entry.kind, entry.at, sequence=entry.sequence, complaint=about, **more)


def told_for_test(key: UUID, at: datetime) -> str:
    """Return the body of a test, in the shape of all others."""
    url = f"{settings.PUBLIC_URL}/api/v1/docs"
    subject = Subject(number="ZJ00-00000-00000", stage="received", url=url)
    return _body(key, TEST, at, sequence=1, complaint=asdict(subject))


def _body(key: UUID, kind: str, at: datetime, **more: object) -> str:
    words = {"id": message_id(key), "kind": kind, "at": at.isoformat(), **more}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
