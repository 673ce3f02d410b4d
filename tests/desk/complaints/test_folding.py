"""Assessments one after the other are one line."""

from datetime import UTC, datetime

from zhuanji.complaints.queries import Item
from zhuanji.desk.complaints.folding import folded
from zhuanji.history.models import Entry


def item(kind: str, number: int) -> Item:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Item(Entry(sequence=number, kind=f"complaint.{kind}", at=at))


def test_the_last_of_assessments_in_a_row_stands_for_all() -> None:
    kinds = [
        "registered",
        "assessed",
        "assessed",
        "noted",
        "noted",
        "assessed",
        "assessed",
        "assessed",
    ]
    shown = folded(item(kind, number) for number, kind in enumerate(kinds))

    assert [(one.entry.sequence, more) for one, more in shown] == [
        (0, 0), (2, 1), (3, 0), (4, 0), (7, 2),
    ]  # fmt: skip
