import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.language.texts import any_text, typed_text
from zhuanji.language.ngrams import MOST_LEXEMES, like_pattern, terms, tokens, tsquery
from zhuanji.language.normalise import clean_text, fold

LEXEME = re.compile(r"'([^'\\]+)'(:\*)?")


def answers(query: str, lexemes: set[str]) -> bool:
    """Evaluate a tsquery of ANDed lexemes as PostgreSQL does."""
    parsed = [LEXEME.fullmatch(part) for part in query.split(" & ")]
    assert all(parsed), query
    return all(
        any(lexeme.startswith(match[1]) for lexeme in lexemes) if match[2] else match[1] in lexemes
        for match in parsed
        if match
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("，。!? \n", set()),
        ("退", {"退"}),
        ("乱扣费", {"乱扣", "扣费", "费"}),
        ("退款,退款", {"退款", "款"}),
        ("iphone", {"iph", "pho", "hon", "one", "ne", "e"}),
        ("13800", {"1380", "3800", "800", "00", "0"}),
        ("a3区", {"a", "3", "区"}),
        ("差😡😡👍", {"差", "😡", "👍"}),
        ("привет", {"пр", "ри", "ив", "ве", "ет", "т"}),
        ("\ue000\ue001", {"\ue000", "\ue001"}),
    ],
)
def test_tokens_are_the_ngrams_of_each_run(text: str, expected: set[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("乱扣费", "'乱扣' & '扣费'"),
        ("退", "'退':*"),
        ("退 乱扣", "'退':* & '乱扣'"),
        ("138", "'138':*"),
        ("5678", "'5678'"),
        ("a3区扣费", "'a' & '3' & '区扣' & '扣费'"),
        ("a3区", "'a' & '3' & '区':*"),
        ("3-", "'3'"),
        ("扣费 5 ip", "'扣费'"),
        ("5 ip", "'5':* & 'ip':*"),
        ("😡", "'😡'"),
        ("扣费扣费", "'扣费' & '费扣'"),
        ("it's", "'it'"),
        (r"a\'b", "'a'"),
    ],
)
def test_tsquery_asks_for_the_sharpest_lexemes(query: str, expected: str) -> None:
    assert tsquery(query) == expected


@pytest.mark.parametrize("query", ["", " \n", "，。", "'", "\\", "%_", "& | !"])
def test_tsquery_is_none_when_nothing_can_be_looked_up(query: str) -> None:
    assert tsquery(query) is None


def test_a_long_query_is_cut_and_still_answered() -> None:
    text = "".join(chr(0x4E00 + place) for place in range(500))
    query = tsquery(text)
    assert query is not None
    assert len(query.split(" & ")) == MOST_LEXEMES
    assert answers(query, tokens(text))


@settings(deadline=None)
@given(any_text | typed_text, st.data())
def test_every_slice_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    cleaned = clean_text(text)
    assume(cleaned)
    start = data.draw(st.integers(0, len(cleaned) - 1))
    end = data.draw(st.integers(start + 1, len(cleaned)))
    folded = fold(cleaned)
    query = fold(cleaned[start:end])
    assert query in folded
    looked_up = tsquery(query)
    assert looked_up is None or answers(looked_up, tokens(folded))


@settings(deadline=None)
@given(any_text, any_text)
def test_every_term_counts(one: str, other: str) -> None:
    folded = fold(f"{one} {other}")
    looked_up = tsquery(fold(f"{other} {one}"))
    assert looked_up is None or answers(looked_up, tokens(folded))


@settings(deadline=None)
@given(any_text)
def test_lexemes_are_short_and_need_no_escaping(text: str) -> None:
    assert all(
        re.fullmatch(r"[^\W_]{1,4}|[^\w\s'\\&|!:*()]", token) for token in tokens(fold(text))
    )


def test_terms_are_the_words_between_spaces() -> None:
    assert terms(fold(" 乱扣费　iPhone\n15 ")) == ["乱扣费", "iphone", "15"]


@pytest.mark.parametrize(
    ("term", "pattern"),
    [("扣费", "%扣费%"), ("100%", r"%100\%%"), ("a_b", r"%a\_b%"), ("\\", r"%\\%")],
)
def test_like_pattern_takes_wildcards_by_their_word(term: str, pattern: str) -> None:
    assert like_pattern(term) == pattern
