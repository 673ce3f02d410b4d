"""From scores to probabilities that mean what they say."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_DOUBT = 2.0
"""Texts answered at random that are imagined beside the examined ones: nobody is always right."""
_USUAL = (1.0, 1.7, 1.3)  # what scores of support vector machines need, as a rule
_HOLD = 5.0  # examined texts that it takes to leave the rule


@dataclass(frozen=True, slots=True)
class Calibration:
    """A label's share is sigmoid(slope · score + offset) ** power, all shares summing to one.

    The sigmoid has what a softmax lacks: beyond a point a higher score makes nothing surer.
    """

    slope: float
    offset: float
    power: float

    def shares(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities, a row per text."""
        return np.exp(self._logs(scores))

    @classmethod
    def best(cls, scores: NDArray[np.float64], answers: NDArray[np.int64]) -> tuple[Self, float]:
        """Return the calibration under which the true answers are likeliest, and their surprise.

        A few texts, all answered rightly, are not enough to be sure: doubt fades with their number.
        """
        if scores.shape[1] < 2 or not len(answers):  # noqa: PLR2004 - one label is always right
            return cls._of(np.array(_USUAL)), 0.0
        own = np.arange(len(answers)), answers
        doubt = _DOUBT / (len(answers) + _DOUBT)

        def surprise(facts: NDArray[np.float64]) -> float:
            logs = cls._of(facts)._logs(scores)  # noqa: SLF001 - its own
            held = float(((facts - _USUAL) ** 2).sum()) * _HOLD / len(answers)
            return float(held - (1 - doubt) * logs[own].mean() - doubt * logs.mean())

        from scipy.optimize import minimize  # noqa: PLC0415 - 60 MB that only learning needs

        found = minimize(surprise, _USUAL, method="Nelder-Mead", options={"maxiter": 200})
        return cls._of(found.x), float(found.fun)

    @classmethod
    def _of(cls, facts: NDArray[np.float64]) -> Self:
        slope, offset, power = np.clip(facts, -6, 6).tolist()
        return cls(float(np.exp(slope)), offset, float(np.exp(power)))

    def _logs(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        raised = -self.power * np.logaddexp(0, -(self.slope * scores + self.offset))
        raised -= raised.max(axis=1, keepdims=True)
        logs: NDArray[np.float64] = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
        return logs
