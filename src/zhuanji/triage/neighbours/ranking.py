"""Which past case is worth copying from: its words, its facts, what became of it, its age. Pure."""

import math
from dataclasses import dataclass
from datetime import timedelta

TEXT, CATEGORY, PRODUCT, OUTCOME, RECENCY = 0.6, 0.15, 0.1, 0.1, 0.05
HALF_LIFE = timedelta(days=180)
FLOOR, FLOOR_OF_ANOTHER, FLOOR_OF_UNKNOWN = 0.07, 0.15, 0.1
"""Cosine below which a past case of the same, of another, of an unknown category is not alike."""
_BEFORE = 2  # successes and failures that every solution is believed to have had


@dataclass(frozen=True)
class Facts:
    """What is known about a past case beside one at hand."""

    text: float  # closeness, 0 to 1
    same_category: bool
    same_product: bool
    successes: int  # cases solved in this way that stayed solved
    failures: int
    age: timedelta


def is_alike(cosine: float, *, mine: str, theirs: str) -> bool:
    """Say whether the words are alike enough to show a case at all, given both categories."""
    if mine and mine == theirs:
        return cosine >= FLOOR
    return cosine >= (FLOOR_OF_ANOTHER if mine and theirs else FLOOR_OF_UNKNOWN)


def success_rate(successes: int, failures: int) -> float:
    """Return the mean of what is believed about a solution after what was seen: Beta(2, 2)."""
    return (successes + _BEFORE) / (successes + failures + 2 * _BEFORE)


def score(facts: Facts) -> float:
    """Return how much a past case helps, from 0 to 1."""
    age = max(facts.age, timedelta(0))
    return (
        TEXT * facts.text
        + CATEGORY * facts.same_category
        + PRODUCT * facts.same_product
        + OUTCOME * success_rate(facts.successes, facts.failures)
        + RECENCY * math.pow(0.5, age / HALF_LIFE)
    )
