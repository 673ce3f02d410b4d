"""What the database holds about one complaint, to compare two of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tests import cast
from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.correspondence.models import Message
from zhuanji.history.models import Entry

NAMES = ("id", "number", "thread", "source_key")


def rows(complaint: Complaint) -> list[Any]:
    """Everything written about one complaint, but for names that are never the same twice."""
    record = Complaint.objects.filter(pk=complaint.pk).values().get()
    kept = Complaint.objects.get(pk=complaint.pk)
    history = Entry.objects.filter(about=complaint.about).order_by("sequence")
    return [
        {name: value for name, value in record.items() if name not in NAMES},
        list(Deadline.objects.filter(complaint=complaint).order_by("kind").values_list("kind", "starts_at", "due_at", "met_at")),
        list(Message.objects.filter(thread=kept.thread).order_by("pk").values_list("direction", "kind", "state", "author", "at")),
        [
            (e.kind, e.by, e.at, {k: v for k, v in e.details.items() if k not in ("message", "note", "judgement")})
            for e in history
        ],
    ]  # fmt: skip


def lin_for_all(complaints: Sequence[Complaint], at: datetime) -> Mapping[int, Chosen]:  # noqa: ARG001
    """Choose 林小雨, the only agent of the ledger."""
    return {complaint.pk: Chosen(cast.lin().pk) for complaint in complaints}
