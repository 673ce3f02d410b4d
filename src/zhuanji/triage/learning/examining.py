"""Examining a way of learning on texts it has not learned from: folds that keep groups together."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.calibration import softmax
from zhuanji.triage.learning.features import SEEN_AT_LEAST, rarity, weighted
from zhuanji.triage.learning.linear import Lessons, learn
from zhuanji.triage.learning.measuring import (
    accuracy,
    calibration_error,
    coverage_curve,
    macro_f1,
    threshold_for,
)

FOLDS = 5


def folds_of(
    answers: NDArray[np.int64], groups: NDArray[np.int64], folds: int, seed: int
) -> NDArray[np.int64]:
    """Return the fold of each text: groups whole, each label spread evenly, sizes nearly equal."""
    chance = np.random.default_rng(seed)
    _, group = np.unique(groups, return_inverse=True)
    labels = int(answers.max()) + 1
    content = np.zeros((int(group.max()) + 1, labels))
    np.add.at(content, (group, answers), 1)
    share = 1 / np.maximum(content.sum(axis=0), 1)
    filled = np.zeros((folds, labels))
    fold = np.zeros(len(content), np.int64)
    order = chance.permutation(len(content))
    for place in order[np.argsort(-content[order].sum(axis=1), kind="stable")]:
        cost = (filled * (content[place] > 0) * share).sum(axis=1) + 1e-3 * (filled * share).sum(1)
        fold[place] = int(cost.argmin())
        filled[fold[place]] += content[place]
    chosen: NDArray[np.int64] = fold[group]
    return chosen


def held_out_scores(
    lessons: Lessons, groups: NDArray[np.int64], seed: int
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return which texts were examined and the scores a model gave them that had not seen them."""
    scores = np.zeros((len(lessons.answers), lessons.labels))
    fold = folds_of(lessons.answers, groups, FOLDS, seed)
    examined = np.zeros(len(fold), np.bool_)
    for number in range(FOLDS):
        out = fold == number
        if not out.any() or len(np.unique(lessons.answers[~out])) < lessons.labels:
            continue
        scores[out] = _scores_of(lessons, out, seed)
        examined |= out
    return examined, scores


def _scores_of(lessons: Lessons, out: NDArray[np.bool_], seed: int) -> NDArray[np.float32]:
    """Learn from the texts that stay, as if the others had never been there."""
    rest = lessons.only(~out)
    seen = np.bincount(rest.counted.indices, minlength=rest.counted.shape[1])
    known = np.flatnonzero(seen >= min(SEEN_AT_LEAST, len(rest.answers)))
    rest = Lessons(rest.counted[:, known], rest.answers, rest.weights, rest.labels)
    rare = rarity(rest.counted)
    learned = learn(weighted(rest.counted, rare), rest, seed)
    return learned.scores(weighted(lessons.counted[out][:, known], rare))


def margins_of(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the best label of each text leads the second."""
    if scores.shape[1] < 2:  # noqa: PLR2004 - nothing to lead
        return np.zeros(len(scores))
    best = np.partition(scores, -2, axis=1)
    lead: NDArray[np.float64] = best[:, -1] - best[:, -2]
    return lead


def report(
    names: Sequence[str] | NDArray[Any],
    scores: NDArray[np.float64],
    answers: NDArray[np.int64],
    temperature: float,
) -> dict[str, Any]:
    """Return the figures of a model card from scores of texts it had not seen."""
    if not len(answers):
        return {"examined": 0, "curve": []}
    given = scores.argmax(axis=1)
    right, margins = given == answers, margins_of(scores)
    margin, coverage = threshold_for(margins, right, 0.95)
    named = [str(name) for name in names]
    return {
        "examined": len(answers),
        "accuracy": accuracy(right),
        "macro_f1": macro_f1([named[n] for n in answers], [named[n] for n in given]),
        "calibration_error": calibration_error(softmax(scores, temperature).max(axis=1), right),
        "margin_at_95": margin if coverage else None,
        "coverage_at_95": coverage,
        "curve": coverage_curve(margins, right),
    }
