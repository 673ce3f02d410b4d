"""What a playbook says of time and people."""

from typing import Any

import pytest
from django.utils.translation import override
from pydantic import ValidationError

from tests.playbooks.books import body, category
from zhuanji.complaints.models import Grade
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.playbooks.body import GRADES, ROLES, STAGES, PlaybookBody
from zhuanji.playbooks.documents import read_body, write_body
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.playbooks.shipped import general
from zhuanji.staff.roles import Role

SAID = general().model_dump(mode="json")


def said(**sections: Any) -> PlaybookBody:
    return PlaybookBody.model_validate({**SAID, **sections})


def refused(**sections: Any) -> list[tuple[str, tuple[int | str, ...]]]:
    with pytest.raises(ValidationError) as refusal:
        said(**sections)
    return [(error["type"], error["loc"]) for error in refusal.value.errors()]


def row(section: str, number: int, **changes: Any) -> list[dict[str, Any]]:
    rows = [dict(one) for one in SAID[section]]
    rows[number].update(changes)
    return rows


def test_the_shipped_deadlines_are_those_of_the_catalogue() -> None:
    book = playbook_in_use()

    assert {
        grade: {kind: str(term) for kind, term in book.deadlines(grade).items()} for grade in GRADES
    } == {
        "general": {"acknowledgement": "1h", "first_answer": "24h", "resolution": "24h", "heartbeat": "24h"},
        "complex": {"acknowledgement": "1h", "first_answer": "2wd", "resolution": "7wd", "heartbeat": "24h"},
        "major": {"acknowledgement": "1h", "first_answer": "24h", "resolution": "48h", "escalation": "48h", "heartbeat": "24h"},
        "emergency": {"acknowledgement": "1h", "first_answer": "4h", "resolution": "24h", "escalation": "0m", "heartbeat": "4h"},
    }  # fmt: skip
    assert [book.at_once(grade) for grade in GRADES] == [
        (), (), ("legal",), ("lead", "legal", "executive"),
    ]  # fmt: skip


def test_the_ladder_stands_in_order_of_time_and_names_people() -> None:
    book = playbook_in_use()

    assert [(rung.key, rung.when, rung.share, str(rung.after)) for rung in book.ladder] == [
        ("soon", "share", 75, "None"),
        ("nearly", "share", 90, "None"),
        ("due", "after", None, "0m"),
        ("statute_due", "after", None, "0m"),
        ("silent", "after", None, "4h"),
        ("late_grave", "after", None, "4h"),
        ("late", "after", None, "24h"),
    ]
    assert (book.ladder[0].to, str(book.ladder[2].acknowledge_within)) == (("owner",), "2h")
    assert (sorted(book.ladder[5].grades), book.ladder[0].grades) == (
        ["emergency", "major"],
        frozenset(),
    )


def test_pauses_and_the_heartbeat_speak_the_reader_s_language() -> None:
    book = playbook_in_use()
    names = []
    for language in ("zh-hans", "en"):
        with override(language):
            names.append((book.pauses["awaiting_customer"].said, book.heartbeat.text[:8]))

    assert (list(book.pauses), names) == (
        ["awaiting_customer", "awaiting_expert", "awaiting_authority", "force_majeure"],
        [("等待客户补充资料", "您好，您的投诉 "), ("Waiting for the customer", "Your com")],
    )
    assert (str(book.heartbeat.every), book.heartbeat.automatic) == ("24h", False)


def test_the_words_are_those_that_complaints_and_people_use() -> None:
    assert list(GRADES) == list(Grade)
    assert list(STAGES) == [stage for stage in Stage if stage in OPEN]
    assert list(ROLES) == list(Role)
    assert list(playbook_in_use().stage_rules) == list(STAGES)


def test_a_playbook_stored_before_there_were_deadlines_has_the_shipped_ones() -> None:
    old = {part: SAID[part] for part in ("categories", "rules")}

    assert PlaybookBody.model_validate(old) == general()
    assert Playbook(1, PlaybookBody.model_validate({**old, "ladder": []})).ladder == ()
    assert body(category("a")).deadlines == general().deadlines


def test_a_section_survives_the_file() -> None:
    changed = said(
        deadlines=row("deadlines", 0, resolution="3个工作日", at_once=["person:wang.li"])
    )

    assert read_body(write_body(changed)) == changed
    assert str(Playbook(1, changed).deadlines("general")["resolution"]) == "3wd"


@pytest.mark.parametrize(
    ("section", "number", "changes", "kind", "place"),
    [
        ("deadlines", 1, {"resolution": "soon"}, "not_a_term", ("deadlines", 1, "resolution")),
        ("deadlines", 1, {"resolution": True}, "not_a_term", ("deadlines", 1, "resolution")),
        ("deadlines", 0, {"resolution": "2h"}, "terms_out_of_order", ("deadlines", 0)),
        ("deadlines", 0, {"heartbeat": "0m"}, "never_at_once", ("deadlines", 0)),
        ("deadlines", 0, {"at_once": ["boss"]}, "string_pattern_mismatch", ("deadlines", 0, "at_once", 0)),
        ("deadlines", 0, {"key": "complex"}, "known_twice", ()),
        ("stages", 0, {"key": "closed"}, "literal_error", ("stages", 0, "key")),
        ("stages", 0, {"owner_role": "boss"}, "literal_error", ("stages", 0, "owner_role")),
        ("ladder", 0, {"after": "1h"}, "share_or_after", ("ladder", 0)),
        ("ladder", 0, {"share": None}, "share_or_after", ("ladder", 0)),
        ("ladder", 0, {"share": 100}, "less_than_equal", ("ladder", 0, "share")),
        ("ladder", 0, {"to": []}, "nobody_told", ("ladder", 0)),
        ("ladder", 0, {"key": "due"}, "known_twice", ()),
        ("pauses", 0, {"longest": "x"}, "not_a_term", ("pauses", 0, "longest")),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    section: str, number: int, changes: dict[str, Any], kind: str, place: tuple[int | str, ...]
) -> None:
    assert refused(**{section: row(section, number, **changes)}) == [(kind, place)]


def test_a_grade_without_deadlines_is_refused() -> None:
    assert refused(deadlines=SAID["deadlines"][:3]) == [("grade_missing", ())]


@pytest.mark.parametrize(
    "text",
    ["{name}", "{", "{0}", "{number.real}", "{number!r}", "{number:>99}", "{number[0]}", "{}"],
)
def test_a_heartbeat_names_only_what_there_is(text: str) -> None:
    assert refused(heartbeat={**SAID["heartbeat"], "zh": text}) == [
        ("unknown_place", ("heartbeat",))
    ]
