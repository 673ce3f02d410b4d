"""From scores to probabilities that mean what they say."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

_LEAST, _MOST = 0.05, 20.0
_DOUBT = 2.0
"""Texts answered at random that are imagined beside the examined ones: nobody is always right."""


def softmax(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Return probabilities: e^(score ÷ temperature), each row summing to one."""
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def temperature_for(scores: NDArray[np.float64], answers: NDArray[np.int64]) -> float:
    """Return the temperature under which the true answers of held-out texts are likeliest.

    A few texts, all answered rightly, are not enough to be sure: doubt fades as texts grow in number.
    """
    if scores.shape[1] < 2 or not len(answers):  # noqa: PLR2004 - one label is always right
        return 1.0

    doubt = _DOUBT / (len(answers) + _DOUBT)

    def surprise(log_temperature: float) -> float:
        logs = np.log(np.maximum(softmax(scores, float(np.exp(log_temperature))), 1e-12))
        own = logs[np.arange(len(answers)), answers]
        return float(-((1 - doubt) * own.mean() + doubt * logs.mean()))

    bounds = (np.log(_LEAST), np.log(_MOST))
    return float(np.exp(minimize_scalar(surprise, bounds=bounds, method="bounded").x))
