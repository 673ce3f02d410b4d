"""Learning the weights: support vectors on log-count ratios, and on plain features, summed.

Both are linear, so their sum is one matrix: deciding costs one product, and what each n-gram
contributed can be read off exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SMOOTHING = 0.03
COST = 1.0


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from: n-grams counted, the number of the answer, how much it counts."""

    counted: sparse.csr_array
    answers: NDArray[np.int64]
    weights: NDArray[np.float64]
    labels: int

    def only(self, chosen: NDArray[np.bool_]) -> "Lessons":
        return Lessons(
            self.counted[chosen], self.answers[chosen], self.weights[chosen], self.labels
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """One column per label."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, features: sparse.csr_array) -> NDArray[np.float32]:
        """Return how much each text (row) speaks for each label (column)."""
        return np.asarray(features @ self.matrix + self.bias, dtype=np.float32)


def learn(features: sparse.csr_array, lessons: Lessons, seed: int) -> Weights:
    """Return weights under which each text's own label scores above the others."""
    weights, labels = lessons.weights, lessons.labels
    matrix = np.zeros((features.shape[1], labels), np.float32)
    bias = np.full(labels, -1, np.float32)
    for label in range(labels):
        is_it = lessons.answers == label
        if is_it.all() or not is_it.any():
            bias[label] = 1 if is_it.any() else -1
            continue
        for scale in (_ratios(features, is_it, weights), None):
            column, offset = _separate(features, is_it, weights, scale, seed)
            matrix[:, label] += column
            bias[label] += offset
    return Weights(matrix, bias)


def _ratios(
    features: sparse.csr_array, is_it: NDArray[np.bool_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return for each feature ln(its share in texts of the label ÷ its share in all others)."""
    inside = features.T @ (weights * is_it) + SMOOTHING
    outside = features.T @ (weights * ~is_it) + SMOOTHING
    ratio: NDArray[np.float64] = np.log((inside / inside.sum()) / (outside / outside.sum()))
    return ratio


def _separate(
    features: sparse.csr_array,
    is_it: NDArray[np.bool_],
    weights: NDArray[np.float64],
    scale: NDArray[np.float64] | None,
    seed: int,
) -> tuple[NDArray[np.float32], float]:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - half a second that only learning spends

    scaled = features if scale is None else features.multiply(scale[None, :]).tocsr()
    machine = LinearSVC(C=COST, random_state=seed).fit(scaled, is_it, sample_weight=weights)
    column = machine.coef_[0] if scale is None else machine.coef_[0] * scale
    return column.astype(np.float32), float(machine.intercept_[0])
