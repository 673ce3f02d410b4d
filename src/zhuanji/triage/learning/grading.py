"""How people grade complaints of a score: learned from what they decided, careful with few."""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from zhuanji.triage.deciding.grade import ASSUMED, ORDER, Curve

_HOLD = 4.0  # points that an edge easily differs from the rule's
_HOLD_SPREAD = 0.15  # of the logarithm of the spread
_WIDEST = 20.0  # of these: beyond, nothing is tried
_DOUBT = 0.01  # of every decision is chance: one odd decision moves little


def learn_curve(decided: Sequence[tuple[float, str]]) -> Curve:
    """Return the likeliest edges and spread, given scores and the grades people chose.

    The rule's own are assumed beforehand, as one would an edge some points off and a spread a
    little larger or smaller: a few decisions move them little, many decide.
    """
    known = [(score, ORDER.index(grade)) for score, grade in decided if grade in ORDER]
    scores = np.array([score for score, _ in known])
    grades = np.array([grade for _, grade in known], np.int64)

    def surprise(facts: NDArray[np.float64]) -> float:
        likely = _likely(_curve(facts), scores, grades)
        return float((facts**2).sum() / 2 - np.log(likely).sum())

    from scipy.optimize import minimize  # noqa: PLC0415 - 60 MB that only learning needs

    found = minimize(surprise, np.zeros(len(ASSUMED.edges) + 1), method="BFGS")
    learned = _curve(found.x)
    return Curve(learned.edges, learned.spread, len(known))


def _curve(facts: NDArray[np.float64]) -> Curve:
    """Edges in their order, whatever is tried."""
    *moved, wider = np.clip(facts, -_WIDEST, _WIDEST).tolist()
    edges = sorted(edge + _HOLD * by for edge, by in zip(ASSUMED.edges, moved, strict=True))
    return Curve(tuple(edges), ASSUMED.spread * exp(_HOLD_SPREAD * wider))


def _likely(
    curve: Curve, scores: NDArray[np.float64], grades: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How likely each decision was, as Curve.shares says, for all at once."""
    borders = np.array([-np.inf, *curve.edges, np.inf])
    below = ndtr((borders[:, None] - scores) / curve.spread)
    share: NDArray[np.float64] = np.diff(below, axis=0)[grades, np.arange(len(grades))]
    return (1 - _DOUBT) * share + _DOUBT / len(ORDER)
