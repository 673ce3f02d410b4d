import numpy as np
import pytest

from zhuanji.triage.learning.calibration import Calibration
from zhuanji.triage.learning.examining import folds_of
from zhuanji.triage.learning.grams import folded, grams_of
from zhuanji.triage.learning.likeness import near_duplicates
from zhuanji.triage.learning.measuring import (
    calibration_error,
    coverage_curve,
    macro_f1,
    per_label,
    threshold_for,
)


def test_macro_f1_counts_each_label_alike() -> None:
    true, given = ["a", "a", "a", "b"], ["a", "a", "b", "b"]

    assert [
        (line.label, line.texts, line.precision, line.recall) for line in per_label(true, given)
    ] == [
        ("a", 3, 1.0, 2 / 3),
        ("b", 1, 0.5, 1.0),
    ]
    assert macro_f1(true, given) == pytest.approx((0.8 + 2 / 3) / 2)


def test_calibration_error_is_the_mean_gap() -> None:
    right = np.array([True, True, False, False])

    assert calibration_error(np.array([0.9, 0.9, 0.9, 0.9]), right) == pytest.approx(0.4)
    assert calibration_error(np.array([1.0, 1.0, 0.0, 0.0]), right) == 0
    assert calibration_error(np.array([]), np.array([], np.bool_)) == 0


def test_coverage_reaches_as_far_as_precision_holds() -> None:
    margin = np.array([0.1, 0.9, 0.5, 0.7])
    right = np.array([False, True, True, True])

    assert threshold_for(margin, right, 0.95) == (0.5, 0.75)
    assert threshold_for(margin, ~right, 0.95) == (float("inf"), 0.0)
    assert coverage_curve(margin, right)[-1] == (0.1, 1.0, 0.75)


def test_calibration_undoes_overconfidence() -> None:
    chance = np.random.default_rng(1)
    answers = chance.integers(0, 2, 4000)
    noisy = np.where(chance.random(4000) < 0.8, answers, 1 - answers)
    scores = np.eye(2)[noisy] * 10

    calibration, _ = Calibration.best(scores, answers)

    assert calibration.shares(scores).max(axis=1).mean() == pytest.approx(0.8, abs=0.02)
    assert calibration.shares(scores).sum(axis=1) == pytest.approx(1)


def test_near_duplicates_are_one_group() -> None:
    story = "我在你们店里买的电热水壶用了三天底部就漏水，打电话给客服没有人接，要求退款。"
    texts = [
        story,
        story.replace("三天", "四天"),
        "快递一直没有送到，物流停在中转站不动了",
        "水",
        "",
    ]
    groups = near_duplicates([folded(text) for text in texts])

    assert groups[0] == groups[1]
    assert len(set(groups.tolist())) == 4


def test_folds_keep_groups_whole_and_labels_spread() -> None:
    answers = np.array([0, 1] * 20)
    groups = np.repeat(np.arange(20), 2)
    fold = folds_of(answers, groups, 5, seed=0)

    assert all(len(set(fold[groups == group].tolist())) == 1 for group in range(20))
    assert np.bincount(fold).tolist() == [8] * 5


def test_grams_are_the_characters_themselves() -> None:
    grams = grams_of(["ab", "", "b"], 2)

    assert list(
        zip(grams.rows.tolist(), grams.keys.tolist(), grams.places.tolist(), strict=True)
    ) == [
        (0, ord("a"), 0),
        (0, ord("b"), 1),
        (2, ord("b"), 0),
        (0, ord("a") << 16 | ord("b"), 0),
    ]
    assert grams.lengths.tolist() == [1, 1, 1, 2]
