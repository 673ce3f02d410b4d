"""How texts are compared and cases ranked: the pure part."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanji.complaints.stages import Stage
from zhuanji.language.normalise import fold
from zhuanji.triage.neighbours.comparing import Packed, beyond, compare, packed
from zhuanji.triage.neighbours.keys import MOST_MET, MOST_MET_TOGETHER, lookups
from zhuanji.triage.neighbours.outcomes import Outcome, outcome_of
from zhuanji.triage.neighbours.phrases import shared_phrases
from zhuanji.triage.neighbours.ranking import Facts, score, success_rate
from zhuanji.triage.neighbours.terms import terms_of
from zhuanji.triage.neighbours.weights import INDEXED, Weights, likeness

TEXTS = ("水壶漏电", "水壶坏了", "快递丢了", "客服不理人", "水壶盖子松了")
WEIGHTS = Weights.learn(map(terms_of, TEXTS))
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=200)


def test_a_term_that_few_complaints_hold_weighs_more() -> None:
    vector = WEIGHTS.vector(terms_of("水壶漏电"))

    (heaviest, *_others, lightest) = vector
    assert vector[heaviest] > vector[lightest]
    assert lightest == next(iter(terms_of("水壶")))
    assert sum(weight**2 for weight in vector.values()) == pytest.approx(1)


def test_little_words_of_english_are_no_terms() -> None:
    assert terms_of("It is the kettle that leaks") == terms_of("kettle leaks")


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("水壶漏电，客服不理人", "水壶漏电，客服不理人", 1, 1),
        ("水壶漏电，客服不理人", "客服不理人。水壶漏电！", 0.95, 1),
        ("水壶漏电，客服不理人", "快递丢了", 0, 0),
        ("水壶漏电", "水壶坏了", 0.1, 0.5),
        ("", "", 0, 0),
    ],
)
def test_texts_are_as_alike_as_the_terms_they_share(
    one: str, other: str, least: float, most: float
) -> None:
    mine, theirs = (WEIGHTS.vector(terms_of(text)) for text in (one, other))
    found = likeness(WEIGHTS, mine, theirs)

    assert least - 1e-9 <= found.cosine <= most + 1e-9


@given(ANYTHING, ANYTHING)
def test_any_two_texts_can_be_compared_and_explained(one: str, other: str) -> None:
    mine, theirs = (WEIGHTS.vector(terms_of(text)) for text in (one, other))
    found = likeness(WEIGHTS, mine, theirs)

    assert 0 <= found.cosine <= 1
    assert 0 <= found.overlap <= 1 + 1e-9
    assert all(
        phrase in one or phrase in fold(one) for phrase in shared_phrases(WEIGHTS, one, other)
    )


def stored(text: str) -> Packed:
    vector = WEIGHTS.vector(terms_of(text))
    return Packed(np.array(list(vector), np.int32), packed(vector))


@given(ANYTHING)
def test_a_stored_signature_is_nearly_the_vector_it_was(text: str) -> None:
    vector = WEIGHTS.vector(terms_of(text))
    (itself,) = compare(vector, [stored(text)])

    assert itself.cosine == pytest.approx(1 if vector else 0, abs=0.01)


@given(ANYTHING, ANYTHING)
def test_stored_signatures_are_compared_like_the_texts(one: str, other: str) -> None:
    mine, theirs = (WEIGHTS.vector(terms_of(text)) for text in (one, other))
    (found,) = compare(mine, [stored(other)])

    assert found.cosine == pytest.approx(likeness(WEIGHTS, mine, theirs).cosine, abs=0.02)
    assert 0 <= found.closeness <= 1


def test_terms_beyond_those_a_complaint_is_found_by_are_compared_too() -> None:
    vector = dict.fromkeys(range(INDEXED + 4), 0.1)
    raw = beyond(vector)
    assert np.frombuffer(raw, "<i4").tolist() == [*range(INDEXED, INDEXED + 4)]
    assert beyond(dict.fromkeys(range(INDEXED), 0.1)) == b""


def test_a_subject_that_the_account_begins_with_does_not_count_twice() -> None:
    once = terms_of("", "水壶漏电。没有人来")

    assert terms_of("水壶漏电", "水壶漏电。没有人来") == once
    assert terms_of("漏电", "水壶漏电。没有人来") != once


def test_who_asks_in_a_few_words_is_answered_by_what_holds_most_of_them() -> None:
    asked = WEIGHTS.vector(terms_of("水壶漏电，客服不理人"))
    part, all_of_it = compare(
        asked, [stored("水壶漏电"), stored("水壶漏电，我找客服不理人，后来等了三天")]
    )

    assert part.cosine > all_of_it.cosine
    assert part.closeness < all_of_it.closeness


def test_shared_words_are_shown_as_they_are_written_the_most_telling_first() -> None:
    one = "上周买的电水壶用了三天就漏电，客服没有回音，要求退款。"
    other = "电水壶坏了，又漏电，客服没有回音。"

    phrases = shared_phrases(WEIGHTS, one, other)

    assert sorted(phrases) == sorted(["电水壶", "漏电", "客服没有回音"])


def test_a_common_term_is_looked_up_among_the_newest_only() -> None:
    common = terms_of("水壶")
    sought = lookups(WEIGHTS, WEIGHTS.vector({**common, **terms_of("漏电")}), top=1_000_000)

    assert sought.anywhere == []
    assert {row[0] for row in sought.newest} == {*common, *terms_of("漏电")}
    few = lookups(WEIGHTS, WEIGHTS.vector(common), top=MOST_MET)
    assert [term for term, _weight in few.anywhere] == list(common)
    many = Weights.learn([range(9000)] * 9)
    sought = lookups(many, many.vector(dict.fromkeys(range(64), 1.0)), top=1_000_000)
    assert len(sought.newest) == MOST_MET_TOGETHER // MOST_MET


def test_the_score_adds_up_to_one_and_follows_the_formula() -> None:
    best = Facts(
        1, same_category=True, same_product=True, successes=10**9, failures=0, age=timedelta(0)
    )
    plain = Facts(
        0.5, same_category=False, same_product=False, successes=0, failures=0, age=timedelta(180)
    )

    assert score(best) == pytest.approx(1)
    assert score(plain) == pytest.approx(0.6 * 0.5 + 0.1 * 0.5 + 0.05 * 0.5)
    assert [success_rate(1, 0), success_rate(0, 1)] == [0.6, 0.4]


@pytest.mark.parametrize(
    ("stage", "told", "outcome"),
    [
        (Stage.ANSWERED, [], Outcome.WAITING),
        (Stage.CLOSED, [], Outcome.CLOSED),
        (Stage.CLOSED, ["answer_accepted"], Outcome.ACCEPTED),
        (Stage.CLOSED, ["answer_rejected", "answer_accepted"], Outcome.ACCEPTED),
        (Stage.HANDLING, ["answer_accepted", "reopened"], Outcome.REOPENED),
        (Stage.WITHDRAWN, ["answer_rejected"], Outcome.WITHDRAWN),
    ],
)
def test_what_the_customer_said_last_is_what_became_of_it(
    stage: Stage, told: list[str], outcome: Outcome
) -> None:
    assert outcome_of(stage, told) == outcome
