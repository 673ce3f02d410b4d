"""Choosing people, for whatever complaints and people there may be."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhuanji.dispatch.choosing import choose, greedily
from zhuanji.dispatch.explaining import explained
from zhuanji.dispatch.forbidding import Never, why_never
from zhuanji.dispatch.people import Case, Person, emotion_of, left_after, level_of
from zhuanji.dispatch.weighing import TERMS, Weighing
from zhuanji.playbooks.body import Dispatch

CATEGORIES = ("quality", "quality.leak", "logistics.late", "")
NAMES = some.integers(1, 30)


@some.composite
def people(draw: some.DrawFn) -> list[Person]:
    ids = draw(some.lists(NAMES, max_size=8, unique=True))
    return [
        Person(
            pk=pk,
            role=draw(some.sampled_from(["agent", "handler"])),
            department=draw(some.sampled_from([None, 1, 2])),
            sees_all=draw(some.booleans()),
            is_here=draw(some.booleans()),
            load=draw(some.floats(0, 60)),
            capacity=draw(some.floats(1, 40)),
            grave=draw(some.integers(0, 5)),
            exposure=draw(some.floats(0, 20)),
            skills=draw(some.dictionaries(some.sampled_from(CATEGORIES[:3]), some.integers(1, 3))),
            known=draw(some.dictionaries(some.integers(1, 4), some.floats(0, 1))),
        )
        for pk in ids
    ]


@some.composite
def cases(draw: some.DrawFn) -> list[Case]:
    return [
        Case(
            pk=pk,
            category=draw(some.sampled_from(CATEGORIES)),
            skill=draw(some.sampled_from(["", "care"])),
            department=draw(some.sampled_from([None, 1, 2])),
            customer=draw(some.sampled_from([None, 1, 2, 3])),
            effort=draw(some.sampled_from([1.0, 2.0, 4.0, 6.0])),
            is_grave=draw(some.booleans()),
            emotion=draw(some.floats(0, 8)),
            waited=draw(some.floats(0, 100)),
            roles=draw(some.sampled_from([frozenset({"agent"}), frozenset({"agent", "handler"})])),
            barred=frozenset(draw(some.lists(NAMES, max_size=5))),
            named=frozenset(draw(some.lists(NAMES, max_size=5))),
        )
        for pk in range(1, draw(some.integers(0, 20)) + 1)
    ]


@given(people(), cases())
def test_nobody_who_may_not_is_ever_chosen_and_everything_finds_somebody_who_may(
    here: list[Person], given_out: list[Case]
) -> None:
    by_id = {person.pk: person for person in here}
    chosen = choose(given_out, here, Dispatch()).people

    wrong = {pk: why_never(by_id[chosen[pk]], given_out[pk - 1]) for pk in chosen}
    assert set(wrong.values()) <= {None}
    assert set(chosen) == {
        case.pk for case in given_out if any(why_never(one, case) is None for one in here)
    }


@given(people(), cases())
def test_all_are_forbidden_at_once_whom_each_rule_forbids(
    here: list[Person], given_out: list[Case]
) -> None:
    weighing = Weighing(given_out, here, Dispatch())

    assert weighing.allowed.tolist() == [
        [why_never(person, case) is None for person in here] for case in given_out
    ]


@given(people(), cases())
def test_a_batch_never_costs_more_than_one_after_the_other(
    here: list[Person], given_out: list[Case]
) -> None:
    together = choose(given_out, here, Dispatch())

    assert together.total <= greedily(together.weighing).total + 1e-6


@given(people(), cases(), some.randoms())
def test_the_same_people_and_complaints_in_any_order_give_the_same(
    here: list[Person], given_out: list[Case], chance: object
) -> None:
    first = choose(given_out, here, Dispatch())
    mixed_people, mixed_cases = list(here), list(given_out)
    chance.shuffle(mixed_people)  # type: ignore[attr-defined]
    chance.shuffle(mixed_cases)  # type: ignore[attr-defined]
    again = choose(mixed_cases, mixed_people, Dispatch())

    assert again.people == first.people
    assert explained(again) == explained(first)


@given(some.integers(1, 40), some.integers(1, 12))
def test_equals_are_given_equally_much(many: int, people_here: int) -> None:
    here = [Person(pk=pk, role="agent") for pk in range(1, people_here + 1)]
    chosen = choose([Case(pk=pk) for pk in range(1, many + 1)], here, Dispatch()).people

    shares = Counter({person.pk: 0 for person in here})
    shares.update(chosen.values())
    assert max(shares.values()) - min(shares.values()) <= 1


AGENT = Person(pk=1, role="agent")
HANDLER = Person(pk=2, role="handler", department=1, sees_all=False)
OF_BOTH = frozenset({"agent", "handler"})


@pytest.mark.parametrize(
    ("person", "case", "reason"),
    [
        (AGENT, Case(1), None),
        (replace(AGENT, is_here=False), Case(1), Never.AWAY),
        (HANDLER, Case(1, department=1), Never.ROLE),
        (HANDLER, Case(1, department=1, roles=OF_BOTH), None),
        (HANDLER, Case(1, department=2, roles=OF_BOTH), Never.DEPARTMENT),
        (AGENT, Case(1, barred=frozenset({1})), Never.PARTIAL),
        (AGENT, Case(1, named=frozenset({1})), Never.NAMED),
    ],
)
def test_each_reason_that_forbids_is_told(person: Person, case: Case, reason: Never | None) -> None:
    assert why_never(person, case) is reason


@pytest.mark.parametrize(
    ("better", "case", "term"),
    [
        (replace(AGENT, skills={"quality": 3}), Case(1, category="quality.leak"), "skill"),
        (replace(AGENT, skills={"care": 3}), Case(1, skill="care"), "skill"),
        (AGENT, Case(1), "load"),
        (replace(AGENT, known={7: 1.0}), Case(1, customer=7), "continuity"),
        (replace(AGENT, success={"quality": (30, 30)}), Case(1, category="quality"), "success"),
        (AGENT, Case(1, emotion=4.0), "calm"),
        (replace(AGENT, department=5), Case(1, department=5), "department"),
        (AGENT, Case(1, is_grave=True), "grave"),
    ],
)
def test_each_term_decides_between_two_who_are_otherwise_alike(
    better: Person, case: Case, term: str
) -> None:
    worse = Person(pk=0, role="agent", success={"quality": (0, 30)} if term == "success" else {})
    if term == "load":
        worse = replace(worse, load=10)
    if term == "calm":
        worse = replace(worse, exposure=10.0)
    if term == "grave":
        worse = replace(worse, grave=3)
    choice = choose([case], [worse, better], Dispatch())

    assert choice.people == {1: better.pk}
    kept = explained(choice)[1]
    assert (kept["for"], kept["next"]["person"], kept["next"]["against"]) == ([term], 0, [term])


def test_every_term_has_its_own_weight() -> None:
    assert set(Weighing([Case(1)], [AGENT], Dispatch()).terms) == set(TERMS)


def test_half_of_what_was_borne_is_gone_after_four_hours() -> None:
    assert left_after(emotion_of("anger", "safety", "emergency"), 4) == 3.5


def test_a_skill_holds_for_what_lies_below_and_the_nearest_counts() -> None:
    skills = {"quality": 3, "quality.leak": 1}

    assert [level_of(skills, one) for one in ("quality.leak.cable", "quality.noise", "care")] == [
        1,
        3,
        0,
    ]


def test_with_few_places_many_are_shared_and_the_best_is_not_buried() -> None:
    expert = Person(pk=1, role="agent", skills={"quality": 3})
    others = [Person(pk=pk, role="agent") for pk in range(2, 6)]
    chosen = choose(
        [Case(pk, category="quality") for pk in range(1, 101)], [expert, *others], Dispatch()
    ).people

    assert len(chosen) == 100
    shares = Counter(chosen.values())
    assert shares[1] == max(shares.values())
    assert min(shares.values()) > 0
