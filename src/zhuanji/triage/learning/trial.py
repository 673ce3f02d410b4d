"""One trial: learn from some texts, answer others, and measure."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.decisions import Decision
from zhuanji.triage.learning.examining import folds_of
from zhuanji.triage.learning.grams import folded
from zhuanji.triage.learning.likeness import near_duplicates
from zhuanji.triage.learning.measuring import (
    accuracy,
    calibration_error,
    macro_f1,
    per_label,
    threshold_for,
)
from zhuanji.triage.learning.model import TextModel

PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Trial:
    """The answers and what they are worth."""

    decisions: list[Decision]
    figures: dict[str, Any]


def run_trial(
    train: tuple[Sequence[str], Sequence[str]],
    test: tuple[Sequence[str], Sequence[str]],
    *,
    seed: int = 0,
) -> Trial:
    """Learn from `train` (texts, labels), answer `test`, compare. Nothing of `test` is learned."""
    begun = time.perf_counter()
    model = TextModel.fit(*train, seed=seed)
    learned = time.perf_counter()
    decisions = model.decide(test[0])
    decided = time.perf_counter()
    figures = {
        "train": len(train[0]),
        "test": len(test[0]),
        **figures_of(model, decisions, test[1]),
        "seconds_to_train": round(learned - begun, 2),
        "per_second": round(len(test[0]) / max(decided - learned, 1e-9)),
        "megabytes": round(len(model.to_bytes()) / 2**20, 1),
    }
    return Trial(decisions, figures)


def figures_of(
    model: TextModel, decisions: Sequence[Decision], true: Sequence[str]
) -> dict[str, Any]:
    """Return every figure of a trial but the times."""
    given = [decision.label for decision in decisions]
    right = np.array([answer == truth for answer, truth in zip(given, true, strict=True)])
    margins = np.array([decision.margin for decision in decisions])
    shares = np.array([decision.probability for decision in decisions])
    second = [truth in dict(one.ranked[:2]) for one, truth in zip(decisions, true, strict=True)]
    sound = np.array([decision.is_sound for decision in decisions])
    covered = (margins >= model.margin_for(PRECISION)) & sound
    return {
        "accuracy": accuracy(right),
        "macro_f1": macro_f1(true, given),
        "top_2": float(np.mean(second)),
        "calibration_error": calibration_error(shares, right),
        # Where one would have to set the threshold, knowing the answers:
        "coverage_at_95": threshold_for(margins, right, PRECISION)[1],
        # Where the model itself sets it, knowing only its training texts:
        "covered": float(covered.mean()),
        "precision_of_covered": accuracy(right[covered]),
        "labels": [line.as_row() for line in per_label(true, given)],
    }


def split(
    texts: Sequence[str], labels: Sequence[str], *, seed: int, parts: int = 5
) -> NDArray[np.bool_]:
    """Return which texts to hold out, one part in `parts`: near-duplicates stay on one side."""
    _, answers = np.unique(np.array(labels, dtype=object).astype(str), return_inverse=True)
    groups = near_duplicates([folded(text) for text in texts])
    held_out: NDArray[np.bool_] = folds_of(answers, groups, parts, seed) == 0
    return held_out
