"""Whether a text is like those a model learned from: how much of it, and how many of its runs, it knows."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.grams import Grams, plain_runs

RAREST = 0.02
"""The share of what was learned from that had less in common with the rest: so little is strange."""
ENOUGH = 12
"""Known runs that are never too few, even where everybody else writes letters."""
MOSTLY = 0.7
"""A known share that is never too small, even where everybody else writes by one pattern."""


@dataclass(frozen=True, slots=True)
class Known:
    """Of the runs of two and more characters of each text: the share a model knows, and how many."""

    share: NDArray[np.float64]
    runs: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Usual:
    """The least that nearly every text learned from has in common with the others."""

    share: float = 0.0
    runs: float = 1.0

    def strange(self, known: Known) -> NDArray[np.bool_]:
        """Say of each text whether it is unlike what was learned from."""
        return (known.share < self.share) | (known.runs < self.runs)

    @classmethod
    def among(cls, known: Known) -> Self:
        """Return it for texts, of each of which is known what it has in common with the others."""
        if not len(known.runs):
            return cls()
        share, runs = (
            float(np.quantile(one, RAREST, method="lower")) for one in (known.share, known.runs)
        )
        return cls(min(share, MOSTLY), min(max(runs, 1.0), ENOUGH))

    @classmethod
    def told(cls, card: dict[str, Any]) -> Self:
        """Return what a model's card says; of one that does not say, almost nothing is strange."""
        share, runs = card.get("usual") or (0.0, 1.0)
        return cls(float(share), float(runs))


def known_of(
    grams: Grams, keys: NDArray[np.uint64], often: NDArray[np.bool_] | None = None
) -> Known:
    """Return what of each text stands in `keys`, of them only those that `often` names."""
    runs = plain_runs(grams)
    rows, asked = grams.rows[runs], grams.keys[runs]
    total = np.bincount(rows, minlength=grams.texts)
    if not len(keys):
        return Known(np.zeros(grams.texts), np.zeros(grams.texts, np.int64))
    columns = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    found = keys[columns] == asked
    if often is not None:
        found &= often[columns]
    known = np.bincount(rows[found], minlength=grams.texts)
    return Known(known / np.maximum(total, 1), known)
