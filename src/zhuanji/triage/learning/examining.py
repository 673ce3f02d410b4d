"""Examining a way of learning on texts it has not learned from: folds that keep groups together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.calibration import Calibration
from zhuanji.triage.learning.decisions import SOUND
from zhuanji.triage.learning.features import SEEN_AT_LEAST, rarity, texts_with, weighted
from zhuanji.triage.learning.linear import Lessons, learn
from zhuanji.triage.learning.measuring import (
    accuracy,
    calibration_error,
    coverage_curve,
    macro_f1,
    threshold_for,
)

FOLDS = 5
FEW = 4000
FOLDS_OF_FEW = 10
"""Of few texts a fold's model has learned noticeably less than that of all: examine more closely."""

SHARES = (0.0, 0.5, 1.0)


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


@dataclass(frozen=True, slots=True)
class Examination:
    """Which texts were examined, and the scores each kind of learning gave those it had not seen."""

    lessons: Lessons
    examined: NDArray[np.bool_]
    by_ratio: NDArray[np.float64]
    plain: NDArray[np.float64]

    def mixed(self, share: float) -> NDArray[np.float64]:
        return (self.by_ratio + share * self.plain)[self.examined] / (1 + share)

    @property
    def answers(self) -> NDArray[np.int64]:
        """The true answers of the examined texts."""
        return self.lessons.answers[self.examined]

    def best_share(self) -> tuple[float, float]:
        """Return how much of plain learning to add, and the surprise at the true answers then."""
        surprise = {share: Calibration.best(self.mixed(share), self.answers)[1] for share in SHARES}
        best = min(SHARES, key=surprise.__getitem__)
        return best, surprise[best]


def examine(lessons: Lessons, seed: int) -> Examination:
    """Learn fold by fold from all but the fold, as if its texts had never been there."""
    scores = np.zeros((2, len(lessons.answers), lessons.labels))
    folds = FOLDS_OF_FEW if len(lessons.answers) < FEW else FOLDS
    fold = folds_of(lessons.answers, lessons.groups, folds, seed)
    examined = np.zeros(len(fold), np.bool_)
    for number in range(folds):
        out = fold == number
        if not out.any() or len(np.unique(lessons.answers[~out])) < lessons.labels:
            continue
        scores[:, out] = _scores_of(lessons, out, seed)
        examined |= out
    return Examination(lessons, examined, scores[0], scores[1])


def _scores_of(
    lessons: Lessons, out: NDArray[np.bool_], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    rest = lessons.only(~out)
    groups = len(np.unique(rest.groups))
    seen = texts_with(rest.counted, rest.groups)
    known = np.flatnonzero(seen >= min(SEEN_AT_LEAST, groups))
    rare = rarity(seen[known], groups)
    features = weighted(rest.counted[:, known], rare, lessons.way)
    asked = weighted(lessons.counted[out][:, known], rare, lessons.way)
    return (
        learn(features, rest, seed, by_ratio=True).scores(asked),
        learn(features, rest, seed, by_ratio=False).scores(asked),
    )


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
    calibration: Calibration,
    *,
    strange: NDArray[np.bool_],
) -> dict[str, Any]:
    """Return the figures of a model card from scores of texts it had not seen.

    The curve answers what is sound alone, as the model does.
    """
    if not len(answers):
        return {"examined": 0, "curve": []}
    given = scores.argmax(axis=1)
    right, margins = given == answers, margins_of(scores)
    margin, coverage = threshold_for(margins, right, 0.95)
    probability = calibration.shares(scores).max(axis=1)
    named = [str(name) for name in names]
    return {
        "examined": len(answers),
        "accuracy": accuracy(right),
        "macro_f1": macro_f1([named[n] for n in answers], [named[n] for n in given]),
        "calibration_error": calibration_error(probability, right),
        "margin_at_95": margin if coverage else None,
        "coverage_at_95": coverage,
        "curve": coverage_curve(margins, right, sound=(probability >= SOUND) & ~strange),
    }
