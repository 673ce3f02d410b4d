import numpy as np
import pytest
from hypothesis import example, given, settings

from tests.language.texts import any_text
from tests.triage.learning.texts import complaints
from zhuanji.triage.learning import TextModel

_TEXTS, _LABELS = complaints()
_MODEL = TextModel.fit(_TEXTS, _LABELS)


def test_a_model_answers_texts_it_has_not_seen() -> None:
    texts, labels = complaints(seed=2)

    assert [decision.label for decision in _MODEL.decide(texts)] == labels


def test_a_decision_ranks_every_label_and_its_shares_are_one() -> None:
    [one] = _MODEL.decide(["快递停在中转站，包裹查不到"])

    assert (one.label, one.probability) == one.ranked[0]
    assert sorted(label for label, _ in one.ranked) == ["logistics", "price", "quality"]
    assert [share for _, share in one.ranked] == sorted(
        (share for _, share in one.ranked), reverse=True
    )
    assert sum(share for _, share in one.ranked) == pytest.approx(1)


def test_deciding_together_is_deciding_alone() -> None:
    together = _MODEL.decide(_TEXTS[:7])

    assert together == [_MODEL.decide([text])[0] for text in _TEXTS[:7]]
    assert _MODEL.decide([]) == []


def test_learning_twice_gives_the_same_model() -> None:
    assert TextModel.fit(_TEXTS, _LABELS).to_bytes() == _MODEL.to_bytes()


def test_width_case_and_traditional_characters_do_not_count() -> None:
    plain, other = _MODEL.decide(["快递没有送到 ABC123", "快遞沒有送到ＡＢＣ１２３"])

    assert plain == other


@pytest.mark.parametrize(
    "text", ["", " ", "水", "!!!!!!", "😡😡😡", "\0\0", "\ud800", "hello there, nothing works"]
)
def test_a_text_that_says_nothing_is_answered_unsurely(text: str) -> None:
    [one] = _MODEL.decide([text])

    assert one.probability < 0.7
    assert one.margin < _MODEL.margin_for(0.95)


@settings(max_examples=30, deadline=None)
@example("\ud800 快递\udfff丢了")
@given(any_text)
def test_any_text_is_answered(text: str) -> None:
    [one] = _MODEL.decide([text])

    assert 1 / 3 <= one.probability <= 1
    for word in _MODEL.why(text, one.label):
        assert text[word.start : word.end] == word.words


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    beginning, endless = _MODEL.decide(["快递丢了，" * 800, "快递丢了，" * 200_000])

    assert beginning == endless


def test_the_words_that_speak_are_shown_where_they_stand() -> None:
    text = "你好，水壶漏水，快退钱。ＡＢＣ漏水"
    words = _MODEL.why(text, "quality", most=2)

    assert words[0].words == "漏水"
    assert (words[0].start, words[0].end) == (5, 7)
    assert words[0].weight > words[-1].weight > 0
    assert _MODEL.why(text, "no such label") == ()


def test_all_words_together_weigh_what_the_score_leads() -> None:
    text = "水壶漏水快递丢了"
    column = _MODEL.labels.index("quality")
    scores = _MODEL.scores([text])[0] - _MODEL.weights.bias
    lead = scores[column] - scores.mean()
    others = _MODEL.weights.matrix.mean(axis=1) - _MODEL.weights.matrix[:, column]
    against = TextModel(
        ("against",),
        _MODEL.vocabulary,
        type(_MODEL.weights)(np.stack([others, -others], axis=1), _MODEL.weights.bias[:2]),
        _MODEL.calibration,
    )
    speaking = sum(word.weight for word in _MODEL.why(text, "quality", most=99))

    assert against.labels == ("against",)
    assert speaking >= lead > 0


def test_one_label_alone_is_always_the_answer() -> None:
    model = TextModel.fit(["快递丢了", "快递慢"], ["logistics", "logistics"])

    assert model.decide(["什么都没有"])[0].ranked == (("logistics", 1.0),)


def test_a_label_with_one_text_does_no_harm() -> None:
    model = TextModel.fit([*_TEXTS, "客服态度恶劣骂人"], [*_LABELS, "attitude"])

    assert model.labels == ("attitude", "logistics", "price", "quality")
    assert [one.label for one in model.decide(_TEXTS)] == _LABELS


def test_learning_from_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one text"):
        TextModel.fit([], [])


def test_the_card_says_how_the_model_fared() -> None:
    card = _MODEL.card

    assert card["texts"] == {"logistics": 20, "price": 20, "quality": 20}
    assert card["examined"] == 60
    assert card["accuracy"] == card["macro_f1"] == 1
    assert card["curve"][-1][1:] == (1, 1)
    assert _MODEL.margin_for(0.95) == card["curve"][-1][0]
