"""What a playbook says of time and people."""

from typing import Any

import pytest
from django.utils.translation import override
from pydantic import ValidationError

from tests.playbooks.books import body, category
from zhuanji.complaints.models import Grade
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.playbooks.body import GRADES, ROLES, STAGES, PlaybookBody
from zhuanji.playbooks.checking import Known, checked, strangers
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
        ("word_due", "share", 80, "None"),
        ("nearly", "share", 90, "None"),
        ("due", "after", None, "0m"),
        ("statute_due", "after", None, "0m"),
        ("silent", "after", None, "4h"),
        ("late_grave", "after", None, "4h"),
        ("held_up", "after", None, "24h"),
        ("late", "after", None, "24h"),
    ]
    assert (book.ladder[0].to, str(book.ladder[3].acknowledge_within)) == (("owner",), "2h")
    assert (sorted(book.ladder[6].grades), book.ladder[0].grades) == (
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
        ("pauses", 0, {"longest": "-7d"}, "term_in_the_past", ("pauses", 0, "longest")),
        ("ladder", 1, {"key": "x", "share": 75, "kinds": list(SAID["ladder"][0]["kinds"])}, "same_moment", ()),
        ("ladder", 0, {"kinds": ["escalation"], "grades": ["general"]}, "never_reached", ()),
        ("routes", 0, {"skill": ""}, "leads_nowhere", ("routes", 0)),
        ("routes", 0, {"words": [], "grades": []}, "takes_everything", ("routes", 0)),
        ("routes", 0, {"categories": ["nothing"]}, "category_lost", ()),
        ("routes", 0, {"skill": "Two words"}, "string_pattern_mismatch", ("routes", 0, "skill")),
        ("emergency", 0, {"needs": ["interim"]}, "cycle", ()),
        ("emergency", 0, {"needs": ["nothing"]}, "step_lost", ()),
        ("emergency", 0, {"to": "boss"}, "string_pattern_mismatch", ("emergency", 0, "to")),
        ("caps", 0, {"general": -1}, "greater_than_equal", ("caps", 0, "general")),
        ("caps", 0, {"key": "admin"}, "literal_error", ("caps", 0, "key")),
        ("scripts", 0, {"says_zh": "{name}您好"}, "unknown_place", ("scripts", 0)),
        ("scripts", 0, {"category": "nothing"}, "category_lost", ()),
        ("surveys", 0, {"about": "weather"}, "literal_error", ("surveys", 0, "about")),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    section: str, number: int, changes: dict[str, Any], kind: str, place: tuple[int | str, ...]
) -> None:
    assert refused(**{section: row(section, number, **changes)}) == [(kind, place)]


def test_everything_that_contradicts_is_told_at_once_and_where() -> None:
    wrong = {
        **SAID,
        "ladder": row("ladder", 0, key="due"),
        "emergency": row("emergency", 0, needs=["interim"]),
        "categories": [*SAID["categories"], {"key": "a.b", "zh": "甲", "en": "A"}],
    }
    with override("en"):
        told = [(one.part, one.key, one.path) for one in checked(wrong)[1]]

    assert told == [
        ("ladder", "due", ("ladder", 2)),
        ("category", "a.b", ("categories", 59)),
        ("emergency", "lead_calls", ("emergency", 0)),
        ("emergency", "interim", ("emergency", 4)),
    ]


def test_a_stranger_is_a_warning() -> None:
    odd = {
        **SAID,
        "categories": [{"key": "a", "zh": "甲", "en": "A", "department": "moon"}],
        "ladder": row("ladder", 0, to=["person:nobody", "owner"]),
    }
    known = Known(frozenset({"service"}), frozenset({"wang"}))
    told = [(one.path, one.key) for one in strangers(odd, known)]

    assert told == [(("categories", 0, "department"), "a"), (("ladder", 0, "to"), "soon")]
    assert strangers(odd, Known()) == []


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
