"""Which complaints are drawn for review: by lot, the same lot whoever draws and how often."""

from hashlib import blake2b
from math import sqrt

_WEEKS = 4
_Z = 1.959964  # of the normal distribution, for 95 %
_LOTS = float(2**64)


def lot_of(number: str, head: str) -> float:
    """Return a number from 0 to 1 that says nothing about the complaint but is always the same."""
    digest = blake2b(f"{head} {number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / _LOTS


def enough_for_least(share: float, least: int) -> int:
    """How many complaints in four weeks make `share` draw `least` a week by itself."""
    return 0 if share <= 0 else round(_WEEKS * least / share)


def share_to_draw(share: float, least: int, *, lately: int) -> float:
    """Return which share is drawn so that about `least` a week are, where so many come.

    `lately` is how many came in four weeks. A share of zero draws nothing.
    """
    if share <= 0:
        return 0.0
    return min(max(share, _WEEKS * least / max(lately, 1)), 1.0)


def wilson(right: int, cases: int) -> tuple[float, float]:
    """Return where the true share lies with 95 % (Wilson's interval); everything where no case is."""
    if not cases:
        return 0.0, 1.0
    share, square = right / cases, _Z * _Z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    half = _Z * sqrt(share * (1 - share) / cases + square / (4 * cases**2)) / (1 + square / cases)
    return max(middle - half, 0.0), min(middle + half, 1.0)
