"""The rows that one registration is made of, in every table, for one complaint and for thousands."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from zhuanji.complaints.actions.indexing import tsvector, words_given
from zhuanji.complaints.deadlines import of_a_new
from zhuanji.complaints.models import Complaint, Deadline, SearchEntry
from zhuanji.complaints.registration import Registration
from zhuanji.complaints.search_text import searchable
from zhuanji.history.actions import next_entry
from zhuanji.history.chain import FIRST
from zhuanji.history.models import Entry, Head
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.copying import Rows
from zhuanji.working_hours.queries import calendar_in_use

COMPLAINT_COLUMNS = tuple(
    f.attname
    for f in Complaint._meta.concrete_fields  # noqa: SLF001  # documented Meta API
)
_DEADLINE = (
    "complaint_id", "kind", "key", "term", "source", "starts_at", "due_at", "confirmed",
    "breached_at", "step", "next_at",
)  # fmt: skip
_SEARCH = ("complaint_id", "text", "tokens")
_ENTRY = ("about", "sequence", "kind", "by", "by_name", "at", "details", "hash")
_HEAD = ("about", "sequence", "hash")


def rows_of(
    complaints: Sequence[Complaint], given: Sequence[Registration], *, by: Actor, at: datetime
) -> list[Rows]:
    """Return all that must be written, in one transaction, for complaints that have their ids."""
    entries = [_first_entry(complaint, by=by, at=at) for complaint in complaints]
    deadlines = [d for complaint in complaints for d in _deadlines(complaint, at=at)]
    lines = ((*attrgetter(*_ENTRY[:6])(e), json.dumps(e.details), e.hash) for e in entries)
    return [
        Rows(Complaint, COMPLAINT_COLUMNS, map(attrgetter(*COMPLAINT_COLUMNS), complaints)),
        Rows(Deadline, _DEADLINE, map(attrgetter(*_DEADLINE), deadlines)),
        Rows(SearchEntry, _SEARCH, _search(complaints, given)),
        Rows(Entry, _ENTRY, lines),
        Rows(Head, _HEAD, map(attrgetter(*_HEAD), entries)),
    ]


def _deadlines(complaint: Complaint, *, at: datetime) -> list[Deadline]:
    return of_a_new(
        complaint, calendar_in_use(at), at=at, acknowledge=complaint.acknowledgement_due
    )


def _search(
    complaints: Sequence[Complaint], given: Sequence[Registration]
) -> Iterator[tuple[int, str, str]]:
    for complaint, words in zip(complaints, given, strict=True):
        text = searchable(complaint, words_given(words))
        yield complaint.pk, text, tsvector(complaint.pk, text)


def _first_entry(complaint: Complaint, *, by: Actor, at: datetime) -> Entry:
    head = Head(about=complaint.about, sequence=0, hash=FIRST)
    details = {"channel": complaint.channel, "customer": complaint.customer_id}
    return next_entry(head, kind="complaint.registered", by=by, at=at, details=details)
