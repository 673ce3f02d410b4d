"""Playbooks come into use one after another; nothing that was in use changes or disappears."""

from dataclasses import replace
from functools import partial

import pytest
import yaml
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pydantic import ValidationError

from tests.cast import EVERYBODY, MONDAY, ding, lin, zhou
from tests.playbooks.books import body, category, rule
from zhuanji.history.queries import story_of
from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound, Stale
from zhuanji.playbooks.actions import put_playbook_into_use, roll_playbook_back
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.documents import NotAPlaybook, read_body, write_body
from zhuanji.playbooks.models import PlaybookVersion
from zhuanji.playbooks.queries import (
    forget_playbook,
    get_version,
    in_use,
    playbook_in_use,
    playbook_of,
    versions,
)
from zhuanji.playbooks.shipped import TRADES, general, shipped

FIRST_LEVEL = [
    "quality", "attitude", "information", "efficiency", "fault", "policy", "logistics", "price",
    "safety", "other",
]  # fmt: skip
NEW = category("quality.glass", "玻璃")


def used(*extra: dict[str, object], reason: str = "试用") -> PlaybookVersion:
    said = general().model_dump(mode="json")
    said["categories"] += extra
    return put_playbook_into_use(
        by=zhou().actor, at=MONDAY, body=PlaybookBody.model_validate(said), reason=reason
    )


def test_the_shipped_playbook_keeps_the_keys_complaints_bear() -> None:
    first = [key for key in playbook_in_use().categories if "." not in key]
    every = shipped(TRADES)

    assert (playbook_in_use().version, first) == (0, FIRST_LEVEL)
    assert (len(general().categories), len(every.categories)) == (59, 218)
    assert [one.key for one in every.categories if not one.words] == []


def _names() -> tuple[str, ...]:
    names = []
    for language in ("en", "zh-hans"):
        with override(language):
            names.append(playbook_in_use().name("quality.glass"))
    return tuple(names)


@pytest.mark.django_db
def test_the_newest_version_is_in_use_and_older_ones_can_be_read() -> None:
    used(NEW)

    assert (playbook_in_use().version, _names()) == (1, ("Quality.Glass", "类quality.glass"))
    assert get_version(0).categories.get("quality.glass") is None
    assert [(v.number, v.by_name, v.reason) for v in versions()] == [(1, "周航", "试用")]
    assert [(e.kind, e.details) for e in story_of("playbook/1")] == [
        ("playbook.put_into_use", {"number": 1, "same_as": None})
    ]


@pytest.mark.django_db
def test_the_version_of_a_complaint_is_asked_for_once() -> None:
    used(NEW)
    used()
    playbook_of(2)
    with CaptureQueriesContext(connection) as queries:
        books = [playbook_of(number) for number in (0, 1, 1, 2)]

    assert [(one.version, "quality.glass" in one.offered_keys) for one in books] == [
        (0, False), (1, True), (1, True), (2, False),
    ]  # fmt: skip
    assert len(queries) == 1
    with pytest.raises(NotFound):
        playbook_of(3)


@pytest.mark.django_db
def test_a_category_that_is_left_out_is_retired_not_forgotten() -> None:
    used(NEW)
    roll_playbook_back(by=ding().actor, at=MONDAY, number=0, reason="先退回")
    now = playbook_in_use()

    assert (now.version, now.categories["quality.glass"].active) == (2, False)
    assert ("quality.glass" in now.offered_keys, _names()[0]) == (False, "Quality.Glass")
    assert story_of("playbook/1").last().details == {"number": 2, "same_as": 0}  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_in_use(change: str) -> None:
    used()

    every = PlaybookVersion.objects.all()
    changes = {"update": lambda: every.update(reason="x"), "delete": every.delete}

    with pytest.raises(DatabaseError, match="stays as it was"):
        changes[change]()


@pytest.mark.django_db
def test_who_may_put_a_playbook_into_use() -> None:
    able = []
    for who in EVERYBODY:
        try:
            put_playbook_into_use(by=who().actor, at=MONDAY, body=general(), reason="可以吗")
        except NotAllowed:
            continue
        able.append(who)

    assert able == [zhou, ding]


@pytest.mark.django_db
def test_what_is_refused() -> None:
    used()
    put = partial(put_playbook_into_use, by=zhou().actor, at=MONDAY, body=general())

    with pytest.raises(Invalid):
        put(reason=" \u200b ")
    with pytest.raises(Stale):
        put(reason="好", instead_of=0)
    with pytest.raises(Invalid):
        roll_playbook_back(by=zhou().actor, at=MONDAY, number=1, reason="好")
    with pytest.raises(NotFound):
        roll_playbook_back(by=zhou().actor, at=MONDAY, number=7, reason="好")
    with pytest.raises(NotAllowed):
        roll_playbook_back(by=lin().actor, at=MONDAY, number=0, reason="好")


@pytest.mark.parametrize(
    ("rows", "rules", "kind"),
    [
        ([category("a"), category("a")], [], "known_twice"),
        ([category("a.b")], [], "parent_missing"),
        ([category("A")], [], "string_pattern_mismatch"),
        ([category("a.b.c.d")], [], "string_pattern_mismatch"),
        ([category("a", "水")], [], "word_too_short"),
        ([category("a", zh=" ")], [], "too_short"),
        ([category("a")], [rule("r", "")], "rule_without_words"),
        ([category("a")], [rule("r", "起火", category="b")], "rule_lost"),
        ([category("a", colour="red")], [], "extra_forbidden"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(
    rows: list[object], rules: list[object], kind: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        PlaybookBody.model_validate({"categories": rows, "rules": rules})

    assert [error["type"] for error in refusal.value.errors()] == [kind]


def test_what_is_written_as_yaml_is_read_as_the_same() -> None:
    every = shipped(TRADES)

    assert read_body(write_body(every)) == every
    assert yaml.safe_load(write_body(body(category("a", "漏水"))))["categories"] == [
        {"key": "a", "zh": "类a", "en": "A", "words": ["漏水"]}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "a: [",
        "a: &x [1]\nb: *x",
        "!!python/object/apply:os.getcwd []",
        "[" * 5000,
        "\x00",
    ],
)
def test_what_is_no_playbook_is_told_as_such(text: str) -> None:
    with pytest.raises(NotAPlaybook):
        read_body(text)


@pytest.mark.django_db
def test_another_process_follows_when_its_second_is_over() -> None:
    """What this process does not hear of, it asks for: by one row, and no more until the next second."""
    forget_playbook()
    with CaptureQueriesContext(connection) as first:
        before = playbook_in_use().version
    elsewhere = used_elsewhere()
    within = playbook_in_use().version
    in_use._Memory.kept = replace(in_use._Memory.kept, until=0.0)  # type: ignore[type-var]
    with CaptureQueriesContext(connection) as later:
        after = [playbook_in_use().version for _n in range(100)]

    assert (before, within, set(after)) == (0, 0, {elsewhere.number})
    assert (len(first), len(later)) == (1, 2)  # what is newest; and once what it says


def used_elsewhere() -> PlaybookVersion:
    return PlaybookVersion.objects.create(
        number=1,
        body=general().model_dump(mode="json"),
        valid_from=MONDAY,
        by="user:1",
        by_name="周航",
        reason="在另一个进程里",
    )
