import random

import numpy as np
import pytest

from tests.triage.learning.texts import complaints
from zhuanji.triage.learning import TextModel, storing
from zhuanji.triage.learning.grams import folded, grams_of
from zhuanji.triage.learning.ways import LETTER, REMARKS, STORIES, STORY, TURNS, ways_for


def _turned(each: int = 30) -> tuple[list[str], list[str]]:
    """Return remarks that only the order of three characters tells apart."""
    chance = random.Random(4)  # noqa: S311 - not for secrets
    parts = {"good": ("不好说坏", "好不坏说"), "bad": ("不坏说好", "坏不好说")}
    texts = [
        (f"{chance.choice(parts[label])}{chance.choice('春夏秋冬')}", label)
        for label in parts
        for _ in range(each)
    ]
    return [text for text, _ in texts], [label for _, label in texts]


def test_stories_are_read_as_stories_and_remarks_as_remarks() -> None:
    assert ways_for(["水" * LETTER] * 2 + ["水"]) == (STORIES,)
    assert ways_for(["水" * STORY] * 2 + ["水"]) == (REMARKS, TURNS, STORIES)
    assert ways_for(["水" * LETTER] + ["水"] * 2) == (REMARKS, TURNS)


def test_longer_runs_are_taken_where_they_answer_better() -> None:
    texts, labels = _turned()
    groups = list(range(len(texts)))

    assert TextModel.fit(texts, labels, groups=groups).vocabulary.way == TURNS


def test_of_three_characters_each_weighs_alike() -> None:
    texts, labels = _turned()
    model = TextModel.fit(texts, labels, groups=list(range(len(texts))))
    [text] = texts[:1]
    words = model.why(text, labels[0], most=9)

    assert grams_of([folded(text)], TURNS.longest).lengths.tolist() == [1] * 5 + [2] * 4 + [3] * 3
    assert all(text[word.start : word.end] == word.words for word in words)
    assert words


def test_the_other_of_two_labels_is_the_mirror_image() -> None:
    texts, labels = complaints()
    two = [(text, label) for text, label in zip(texts, labels, strict=True) if label != "price"]
    model = TextModel.fit([text for text, _ in two], [label for _, label in two])

    assert np.array_equal(model.weights.matrix[:, 0], -model.weights.matrix[:, 1])
    assert model.weights.bias[0] == -model.weights.bias[1]


def test_a_model_from_before_there_were_ways_reads_stories() -> None:
    arrays, facts = storing.unpack(TextModel.fit(*complaints(each=5)).to_bytes())
    facts = {name: fact for name, fact in facts.items() if name not in {"way", "form"}}

    older = TextModel.from_bytes(storing.pack(arrays, {**facts, "form": 1}))

    assert older.vocabulary.way == STORIES


def test_a_way_that_is_not_known_is_refused() -> None:
    arrays, facts = storing.unpack(TextModel.fit(*complaints(each=5)).to_bytes())

    for way in ("novels", None, ["stories"]):
        with pytest.raises(storing.NotAModel, match="do not fit"):
            storing.unpack(storing.pack(arrays, {**facts, "way": way}))
