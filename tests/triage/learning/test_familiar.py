"""What is unlike everything learned is not answered, however sure the answer would be."""

import numpy as np
import pytest

from tests.triage.learning.texts import complaints
from zhuanji.triage.learning import TextModel
from zhuanji.triage.learning.measuring import coverage_curve, lowest_margin

_TEXTS, _LABELS = complaints()
_MODEL = TextModel.fit(_TEXTS, _LABELS)


@pytest.mark.parametrize(
    "text",
    [
        "垃圾",
        "测试测试，请忽略",
        "你们服务真好，谢谢小王",
        "床前明月光，疑是地上霜",
        "漏",
        "",
        "asdf",
    ],
)
def test_what_resembles_nothing_is_strange(text: str) -> None:
    [one] = _MODEL.decide([text])

    assert (one.strange, one.is_sound) == (True, False)


def test_what_resembles_the_rest_is_not() -> None:
    texts, _ = complaints(seed=2)
    strange = [one.strange for one in _MODEL.decide(texts)]

    assert sum(strange) <= 0.1 * len(strange)


def test_it_is_still_so_after_keeping() -> None:
    texts = [*_TEXTS[:5], "垃圾"]

    assert TextModel.from_bytes(_MODEL.to_bytes()).decide(texts) == _MODEL.decide(texts)


def test_a_guess_is_not_paid_for_by_what_is_sure() -> None:
    """A thousand sure answers and fifty guesses: 96 % of all are right, of the guesses one in five."""
    curve = [(2.0, 0.5, 0.998), (1.0, 0.95, 0.998), (0.1, 1.0, 0.958)]

    assert lowest_margin(curve, 0.95) == 0.1
    assert lowest_margin(curve, 0.95, 0.5) == 1.0
    assert lowest_margin(curve, 0.999, 0.5) == float("inf")


def test_what_is_unsound_is_not_covered() -> None:
    margin, right = np.array([3.0, 2.0, 1.0, 0.5]), np.array([True, True, False, True])
    sound = np.array([True, True, False, True])

    assert coverage_curve(margin, right, sound=sound)[-1] == (0.5, 0.75, 1.0)
