"""Writing the next playbook: what is typed is kept, right or wrong, until it is put into use."""

from functools import partial

import pytest

from tests.cast import EVERYBODY, MONDAY, ding, lin, zhou
from tests.playbooks.books import body, category, rule
from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound, Stale
from zhuanji.playbooks import actions
from zhuanji.playbooks.comparing import FieldChange, compare
from zhuanji.playbooks.models import PlaybookDraft
from zhuanji.playbooks.queries import desk_of, playbook_in_use
from zhuanji.playbooks.shipped import general
from zhuanji.playbooks.words import key_from, read_words

pytestmark = pytest.mark.django_db


def write(key: str, **said: object) -> None:
    actions.write_category(by=zhou().actor, at=MONDAY, key=key, said=said)


def problems() -> list[tuple[str, str, str]]:
    return [(one.part, one.key, one.field) for one in desk_of(zhou().actor).problems]


def told() -> list[tuple[str, str]]:
    return [(one.key, one.what) for one in desk_of(zhou().actor).changes]


def test_what_is_wrong_is_kept_and_told_beside_its_field() -> None:
    write("quality.leak", zh="", words=["漏水", "水"], grade="worst", colour="red")
    row = desk_of(zhou().actor).category("quality.leak")

    assert (row["zh"], row["words"], "colour" in row) == ("", ["漏水", "水"], False)
    assert problems() == [
        ("category", "quality.leak", "zh"),
        ("category", "quality.leak", "grade"),
        ("category", "quality.leak", "words"),
    ]
    with pytest.raises(Invalid):
        actions.put_draft_into_use(by=zhou().actor, at=MONDAY, reason="好")
    assert playbook_in_use().version == 0


def test_a_draft_is_one_for_all_who_write_and_hidden_from_those_who_read() -> None:
    write("quality.leak", zh="漏水")
    actions.write_category(by=ding().actor, at=MONDAY, key="price", said={"zh": "价钱"})
    names = [
        (desk_of(person.actor).category("quality.leak")["zh"], desk_of(person.actor).may_write)
        for person in (zhou(), ding(), lin())
    ]

    assert names == [("漏水", True), ("漏水", True), ("漏水渗水", False)]
    assert [(one.revision, one.by_name) for one in PlaybookDraft.objects.all()] == [(2, "丁一")]


def test_nobody_else_writes() -> None:
    refused = 0
    for person in EVERYBODY:
        try:
            actions.write_category(by=person().actor, at=MONDAY, key="price", said={"zh": "价钱"})
        except NotAllowed:
            refused += 1

    assert refused == 8


def test_categories_are_added_below_others_with_keys_of_their_own() -> None:
    add = partial(actions.add_category, by=zhou().actor, at=MONDAY)
    keys = [
        add(parent="quality", zh="玻璃破碎", en="Glass"),
        add(parent="quality", zh="玻璃", en="Glass"),
        add(parent="quality.glass", zh="杯盖", en=""),
        add(parent="", zh="环保", en=""),
    ]
    order = [row["key"] for row in desk_of(zhou().actor).book["categories"]]

    assert keys == ["quality.glass", "quality.glass_2", "quality.glass.bei_gai", "huan_bao"]
    assert order.index("quality.glass.bei_gai") == order.index("quality.glass") + 1
    assert told() == [(key, "added") for key in sorted(keys, key=order.index)]
    for parent, error in (("quality.glass.bei_gai", Invalid), ("nothing", NotFound)):
        with pytest.raises(error):
            add(parent=parent, zh="太深", en="")
    with pytest.raises(Invalid):
        add(parent="", zh=" ", en="")


def test_a_category_is_moved_among_its_brothers_with_what_lies_below() -> None:
    first = [
        row["key"] for row in desk_of(zhou().actor).book["categories"] if "." not in row["key"]
    ]
    actions.shift_category(by=zhou().actor, at=MONDAY, key="attitude", by_places=-1)
    after = [row["key"] for row in desk_of(zhou().actor).book["categories"]]

    assert [key for key in after if "." not in key][:2] == [first[1], first[0]]
    assert after[1].startswith("attitude.") is True
    assert [one.what for one in desk_of(zhou().actor).changes] == ["moved"]


def test_a_category_that_goes_elsewhere_leaves_its_key_to_the_complaints_that_bear_it() -> None:
    move = partial(actions.move_category, by=zhou().actor, at=MONDAY)
    new = move(key="safety.privacy", parent="information")
    desk = desk_of(zhou().actor)

    assert (new, desk.category("safety.privacy")["active"]) == ("information.privacy", False)
    assert (desk.rule("data_leak")["category"], desk.problems) == (new, [])
    for key, parent in (("quality", "price"), ("quality.leak", "quality.leak")):
        with pytest.raises(Invalid):
            move(key=key, parent=parent)


def test_a_rule_is_begun_written_and_told_what_it_lacks() -> None:
    key = actions.add_rule(by=zhou().actor, at=MONDAY, category="price", zh="大额")
    actions.write_rule(by=zhou().actor, at=MONDAY, key=key, said={"grade": "major"})

    assert (key, problems()) == ("da_e", [("rule", "da_e", "")])
    actions.write_rule(by=zhou().actor, at=MONDAY, key=key, said={"words": ["上万元"]})
    assert (problems(), told()) == ([], [("da_e", "added")])


def test_a_draft_comes_into_use_and_is_gone() -> None:
    write("quality.leak", zh="漏水")
    made = actions.put_draft_into_use(by=zhou().actor, at=MONDAY, reason="说法更短")

    assert (made.number, playbook_in_use().categories["quality.leak"].name_zh) == (1, "漏水")
    assert PlaybookDraft.objects.count() == 0
    with pytest.raises(NotFound):
        actions.put_draft_into_use(by=zhou().actor, at=MONDAY, reason="再来")


def test_a_draft_begun_before_another_version_is_compared_first() -> None:
    write("quality.leak", zh="漏水")
    actions.put_playbook_into_use(by=ding().actor, at=MONDAY, body=general(), reason="先用")
    with pytest.raises(Stale):
        actions.put_draft_into_use(by=zhou().actor, at=MONDAY, reason="好")
    actions.rest_draft_on_newest(by=zhou().actor, at=MONDAY)

    assert actions.put_draft_into_use(by=zhou().actor, at=MONDAY, reason="好").number == 2


def test_a_trade_is_added_and_a_draft_thrown_away() -> None:
    actions.add_trade(by=zhou().actor, at=MONDAY, name="telecom")
    added = [(one.part, one.what) for one in desk_of(zhou().actor).changes]
    actions.discard_draft(by=zhou().actor, at=MONDAY)

    parts = ("industries", "category", "rule")
    assert [added.count((part, "added")) for part in parts] == [1, 12, 1]
    assert (added.count(("deadlines", "changed")), told()) == (3, [])


def test_what_differs_is_told_word_by_word() -> None:
    before = body(category("a", "漏水 渗水"), category("b"), rules=(rule("r", "起火"),))
    after = body(category("a", "渗水 滴水"), category("b", active=False), category("c"))
    books = [one.model_dump(mode="json") for one in (before, after)]
    told_ = [(one.part, one.key, one.what, one.fields) for one in compare(*books)]

    assert told_ == [
        ("category", "a", "changed", (FieldChange("words", ("漏水",), ("滴水",)),)),
        ("category", "b", "retired", ()),
        ("category", "c", "added", ()),
        ("rule", "r", "removed", ()),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "漏水、渗水，滴水\n 漏水 ；, broken screen 坏了",
            ["漏水", "渗水", "滴水", "broken screen", "坏了"],
        ),
        (" \u200b、、\n", []),
    ],
)
def test_words_are_read_from_one_box(typed: str, words: list[str]) -> None:
    assert read_words(typed) == words


def test_keys_are_made_of_names() -> None:
    made = [
        key_from(en, zh, {"a.x"}, under="a") for en, zh in (("X", ""), ("", "漏水"), ("9!", "🙂"))
    ]

    assert made == ["a.x_2", "a.lou_shui", "a.category"]
