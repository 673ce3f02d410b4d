"""A server that would lose accepted complaints is refused."""

import pytest
from django.db import connection

from zhuanji.operations.durability import OVERRIDE, UnsafeDatabase, require_durable

pytestmark = pytest.mark.django_db


def test_a_server_that_forgets_is_refused_and_told_what_to_turn_on() -> None:
    # The tests' own server is fast because it forgets.
    with pytest.raises(UnsafeDatabase) as refusal:
        require_durable()

    assert "fsync=off, full_page_writes=off, synchronous_commit=off" in str(refusal.value)
    assert OVERRIDE in str(refusal.value)


def test_one_setting_alone_is_named_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")

    with pytest.raises(UnsafeDatabase, match="with fsync=off, full_page_writes=off:"):
        require_durable()


def test_whoever_does_not_mind_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, "1")

    require_durable()
