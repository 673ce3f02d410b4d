"""Learning the weights: support vectors on log-count ratios, and on plain features.

Both are linear, so any sum of them is one matrix: deciding costs one product, and what each n-gram
contributed can be read off exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from zhuanji.triage.learning.ways import Way

SMOOTHING = 1.0
"""Times that every n-gram is imagined to stand in texts of the label, and in others."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from: n-grams counted, each answer's number, how much it counts.

    Texts of one group are copies of each other: together they count as one.
    """

    counted: sparse.csr_array
    answers: NDArray[np.int64]
    groups: NDArray[np.int64]
    weights: NDArray[np.float64]
    labels: int
    way: Way

    def only(self, chosen: NDArray[np.bool_]) -> "Lessons":
        return Lessons(
            self.counted[chosen],
            self.answers[chosen],
            self.groups[chosen],
            self.weights[chosen],
            self.labels,
            self.way,
        )

    @property
    def shares(self) -> NDArray[np.float64]:
        """How much each text counts among the copies of it."""
        _, group, copies = np.unique(self.groups, return_inverse=True, return_counts=True)
        share: NDArray[np.float64] = self.weights / copies[group]
        return share


@dataclass(frozen=True, slots=True)
class Weights:
    """One column per label."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, features: sparse.csr_array) -> NDArray[np.float32]:
        """Return how much each text (row) speaks for each label (column)."""
        return np.asarray(features @ self.matrix + self.bias, dtype=np.float32)

    def mixed(self, other: "Weights", share: float) -> "Weights":
        matrix = (self.matrix + share * other.matrix) / (1 + share)
        bias = (self.bias + share * other.bias) / (1 + share)
        return Weights(matrix.astype(np.float32), bias.astype(np.float32))


def learn(features: sparse.csr_array, lessons: Lessons, seed: int, *, by_ratio: bool) -> Weights:
    """Return weights under which each text's own label scores above the others.

    `by_ratio` first scales each feature by ln(its share in texts of the label ÷ in all others):
    better on few texts, where a support vector machine alone trusts chance.
    """
    matrix = np.zeros((features.shape[1], lessons.labels), np.float32)
    bias = np.full(lessons.labels, -1, np.float32)
    shares = lessons.shares
    for label in range(lessons.labels):
        is_it = lessons.answers == label
        if is_it.all() or not is_it.any():
            bias[label] = 1 if is_it.any() else -1
        elif label == 1 and lessons.labels == 2:  # noqa: PLR2004 - the other of two is the mirror image
            matrix[:, 1], bias[1] = -matrix[:, 0], -bias[0]
        else:
            scale = _ratios(features, is_it, shares) if by_ratio else np.ones(features.shape[1])
            cost = lessons.way.cost * shares
            matrix[:, label], bias[label] = _separate(features, is_it, cost, scale, seed)
    return Weights(matrix, bias)


def _ratios(
    features: sparse.csr_array, is_it: NDArray[np.bool_], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    once = float(features.data.mean()) if features.nnz else 1.0
    inside = features.T @ (shares * is_it) + SMOOTHING * once
    outside = features.T @ (shares * ~is_it) + SMOOTHING * once
    ratio: NDArray[np.float64] = np.log((inside / inside.sum()) / (outside / outside.sum()))
    return ratio


def _separate(
    features: sparse.csr_array,
    is_it: NDArray[np.bool_],
    cost: NDArray[np.float64],
    scale: NDArray[np.float64],
    seed: int,
) -> tuple[NDArray[np.float32], float]:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - half a second that only learning spends

    scaled = features.copy()
    scaled.data = scaled.data * scale[scaled.indices]
    machine = LinearSVC(random_state=seed).fit(scaled, is_it, sample_weight=cost)
    return (machine.coef_[0] * scale).astype(np.float32), float(machine.intercept_[0])
