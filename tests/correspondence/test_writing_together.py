"""Two people at one conversation: one writes, the other sees it; nothing typed is lost."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests import cast
from zhuanji.correspondence import actions, queries

pytestmark = pytest.mark.django_db
THREAD = UUID("01920000-0000-7000-8000-000000000002")
NOW = cast.MONDAY
LATER = NOW + actions.LOCK_LENGTH


def test_whoever_comes_second_learns_who_writes() -> None:
    lin, he = cast.lin(), cast.he()
    actions.take_lock(by=lin, at=NOW, thread=THREAD)

    assert actions.take_lock(by=he, at=NOW, thread=THREAD).user == lin
    with pytest.raises(actions.Locked):
        actions.require_lock_is_free(by=he.actor, at=NOW, thread=THREAD)
    actions.require_lock_is_free(by=lin.actor, at=NOW, thread=THREAD)


def test_a_lock_that_is_not_renewed_ends_by_itself() -> None:
    lin, he = cast.lin(), cast.he()
    actions.take_lock(by=lin, at=NOW, thread=THREAD)

    actions.require_lock_is_free(by=he.actor, at=LATER, thread=THREAD)
    assert actions.take_lock(by=he, at=LATER, thread=THREAD).user == he
    assert queries.lock_of(THREAD, at=LATER).until == LATER + actions.LOCK_LENGTH  # type: ignore[union-attr]


def test_renewing_keeps_the_lock() -> None:
    lin, soon = cast.lin(), NOW + timedelta(seconds=30)
    actions.take_lock(by=lin, at=NOW, thread=THREAD)

    assert actions.take_lock(by=lin, at=soon, thread=THREAD).until == soon + actions.LOCK_LENGTH


def test_only_the_holder_can_release_a_lock() -> None:
    lin, he = cast.lin(), cast.he()
    actions.take_lock(by=lin, at=NOW, thread=THREAD)

    actions.release_lock(by=he, thread=THREAD)
    assert queries.lock_of(THREAD, at=NOW) is not None
    actions.release_lock(by=lin, thread=THREAD)
    assert queries.lock_of(THREAD, at=NOW) is None


def test_drafts_are_kept_per_person_and_kind() -> None:
    lin, he = cast.lin(), cast.he()
    for body in ("您好", "您好，正在核实"):
        actions.save_draft(by=lin, at=NOW, thread=THREAD, kind="reply", body=body)
    actions.save_draft(by=lin, at=NOW, thread=THREAD, kind="note", body="先查物流")
    actions.save_draft(by=he, at=NOW, thread=THREAD, kind="reply", body="别的话")

    assert queries.drafts_of(lin, THREAD) == {"reply": "您好，正在核实", "note": "先查物流"}
    assert queries.drafts_of(he, THREAD) == {"reply": "别的话"}


def test_an_emptied_or_sent_draft_is_forgotten() -> None:
    lin = cast.lin()
    for kind in ("reply", "note"):
        actions.save_draft(by=lin, at=NOW, thread=THREAD, kind=kind, body="您好")
    actions.take_lock(by=lin, at=NOW, thread=THREAD)

    actions.save_draft(by=lin, at=NOW, thread=THREAD, kind="note", body=" \n")
    actions.finish_writing(by=lin, thread=THREAD, kind="reply")

    assert queries.drafts_of(lin, THREAD) == {}
    assert queries.lock_of(THREAD, at=NOW) is None


def test_who_is_here_is_who_was_seen_lately() -> None:
    lin, he, zhou = cast.lin(), cast.he(), cast.zhou()
    for person in (lin, he):
        actions.note_presence(by=person, at=NOW, thread=THREAD)
    actions.note_presence(by=zhou, at=NOW - queries.PRESENCE_LENGTH, thread=THREAD)

    assert queries.people_here(THREAD, at=NOW, but=lin) == [he]
