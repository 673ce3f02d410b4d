"""Which complaints are drawn for review: by lot, the same lot whoever draws and how often."""

from hashlib import blake2b

_WEEKS = 4
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
