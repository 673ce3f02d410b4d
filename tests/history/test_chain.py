"""Tampering shows, wherever it is done."""

import random

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests import cast
from zhuanji.complaints import actions
from zhuanji.history.models import Entry, Head
from zhuanji.history.queries import BrokenLink, first_broken_link

pytestmark = pytest.mark.django_db


def tamper(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table history_entry disable trigger history_entry_append_only")
        cursor.execute(sql, values)


def story(length: int = 3) -> str:
    complaint = cast.wang_complains()
    for number in range(length - 1):
        actions.add_note(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body=f"{number}")
    return complaint.about


def test_an_untouched_history_holds() -> None:
    story()
    assert first_broken_link() is None


@pytest.mark.parametrize(
    "change", ["details = '{}'", "by = 'user:99'", "at = now()", "kind = 'complaint.closed'"]
)
def test_a_changed_line_is_named(change: str) -> None:
    about = story()
    tamper(f"update history_entry set {change} where about = %s and sequence = 2", about)  # noqa: S608
    assert first_broken_link() == BrokenLink(about, 2, "altered")


def test_a_removed_line_is_named() -> None:
    about = story()
    tamper("delete from history_entry where about = %s and sequence = 2", about)
    assert first_broken_link() == BrokenLink(about, 2, "gap")


def test_a_cut_tail_is_named() -> None:
    about = story()
    tamper("delete from history_entry where about = %s and sequence = 3", about)
    assert first_broken_link() == BrokenLink(about, 3, "cut")


def test_a_swapped_pair_is_found() -> None:
    about = story(4)
    tamper("update history_entry set sequence = 9 where about = %s and sequence = 2", about)
    tamper("update history_entry set sequence = 2 where about = %s and sequence = 3", about)
    tamper("update history_entry set sequence = 3 where about = %s and sequence = 9", about)
    assert first_broken_link() == BrokenLink(about, 2, "altered")


def test_a_hundred_random_changes_are_all_found() -> None:
    about = story(6)
    chance = random.Random(7)  # noqa: S311
    for _trial in range(100):
        before = first_broken_link()
        assert before is None
        point = transaction.savepoint()
        column, value = chance.choice([("by_name", "x"), ("kind", "y"), ("hash", "z")])
        tamper(
            f"update history_entry set {column} = %s where about = %s and sequence = %s",  # noqa: S608
            value,
            about,
            chance.randint(1, 6),
        )
        assert first_broken_link() is not None
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize(
    "statement", ["update history_entry set by = 'x'", "delete from history_entry"]
)
def test_the_database_refuses_to_change_history(statement: str) -> None:
    story()
    with (
        pytest.raises(ProgrammingError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_chain_has_no_fork() -> None:
    about = story()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(about=about, sequence=3, kind="x", by="x", by_name="x", at=cast.MONDAY)
    assert Head.objects.get(about=about).sequence == 3
