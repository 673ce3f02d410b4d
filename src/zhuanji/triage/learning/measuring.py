"""How good answers are: few figures, each defined in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 15


@dataclass(frozen=True, slots=True)
class PerLabel:
    """How one label fared: texts that have it, and of those answered or due the share right."""

    label: str
    texts: int
    precision: float
    recall: float
    f1: float

    def as_row(self) -> dict[str, str | int | float]:
        return {
            "label": self.label,
            "texts": self.texts,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }


def per_label(true: Sequence[str], given: Sequence[str]) -> list[PerLabel]:
    """Return a line for each label that is true or given somewhere, by name."""
    truth, answers = np.array(true, dtype=object), np.array(given, dtype=object)
    return [_one_label(label, truth == label, answers == label) for label in _names(true, given)]


def _names(true: Sequence[str], given: Sequence[str]) -> list[str]:
    return sorted({*true, *given})


def _one_label(label: str, due: NDArray[np.bool_], answered: NDArray[np.bool_]) -> PerLabel:
    right = int((due & answered).sum())
    precision = right / max(int(answered.sum()), 1)
    recall = right / max(int(due.sum()), 1)
    f1 = 2 * right / max(int(answered.sum()) + int(due.sum()), 1)
    return PerLabel(label, int(due.sum()), precision, recall, f1)


def macro_f1(true: Sequence[str], given: Sequence[str]) -> float:
    """Return the mean of the labels' F1: a rare label counts as much as a common one."""
    lines = per_label(true, given)
    return sum(line.f1 for line in lines) / max(len(lines), 1)


def accuracy(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 0.0


def calibration_error(probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: |share right - mean probability| over 15 equal bins."""
    if not len(right):
        return 0.0
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, probability, BINS) - np.bincount(bins, right, BINS)
    return float(np.abs(gaps).sum() / len(right))


def coverage_curve(
    margin: NDArray[np.float64],
    right: NDArray[np.bool_],
    points: int = 50,
    *,
    sound: NDArray[np.bool_] | None = None,
) -> list[tuple[float, float, float]]:
    """Return (margin, coverage, precision) from answering almost nothing to answering all.

    What is not `sound` is never answered: nothing is gained by it and nothing covered.
    """
    texts = len(right)
    if sound is not None:
        margin, right = margin[sound], right[sound]
    if not len(right):
        return []
    order = np.argsort(-margin, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(right) + 1)
    steps = np.unique(np.linspace(len(right) / points, len(right), points).astype(int).clip(1)) - 1
    return [
        (float(margin[order[step]]), float((step + 1) / texts), float(precision[step]))
        for step in steps
    ]


def lowest_margin(
    curve: Sequence[Sequence[float]], precision: float, at_each: float = 0.0
) -> float:
    """Return the lowest margin of a curve from which on answers are `precision` right.

    At that margin itself, too, they are right in a share of `at_each`. Infinite where that is never.
    """
    reached = zip(curve, _right_at_each(curve), strict=True)
    fit = [one[0] for one, here in reached if one[2] >= precision and here >= at_each]
    return min(fit, default=float("inf"))


def _right_at_each(curve: Sequence[Sequence[float]]) -> list[float]:
    """Return the share right between a point and the one before it, never rising on the way down."""
    pools: list[tuple[float, float, int]] = []  # answered, right, points
    answered = right = 0.0
    for _margin, coverage, precision in curve:
        pools.append((coverage - answered, coverage * precision - right, 1))
        answered, right = coverage, coverage * precision
        while len(pools) > 1 and pools[-1][1] * pools[-2][0] > pools[-2][1] * pools[-1][0]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    return [well / max(of, 1e-12) for of, well, points in pools for _ in range(points)]


def threshold_for(
    margin: NDArray[np.float64], right: NDArray[np.bool_], precision: float
) -> tuple[float, float]:
    """Return the lowest margin from which on answers are `precision` right, and its coverage.

    Nothing is covered (and the margin is infinite) where that is never so.
    """
    order = np.argsort(-margin, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(right) + 1) >= precision
    if not reached.any():
        return float("inf"), 0.0
    last = int(np.flatnonzero(reached)[-1])
    return float(margin[order[last]]), (last + 1) / len(right)
