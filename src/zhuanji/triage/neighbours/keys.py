"""What one complaint is indexed under, and which of it is looked up when others are sought. Pure.

A rare term is looked up among all complaints. A common one would be found in far too many, so it is
looked up among the newest only, as many as it takes to meet it MOST_MET times: every term costs
about the same, in ten thousand complaints and in a million.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from zhuanji.complaints.search_blocks import LEVELS, block_tokens
from zhuanji.language.normalise import fold
from zhuanji.triage.neighbours.terms import number_of
from zhuanji.triage.neighbours.weights import INDEXED, Vector, Weights

MOST_ORDERS = 5
MOST_MET = 600
MOST_MET_TOGETHER = 8000
"""The heaviest terms are looked up until together they are expected to meet so many complaints."""


def fact(kind: str, value: str) -> int | None:
    """Return the key of a fact such as an order number; None when nothing is known."""
    bare = "".join(ch for ch in fold(value) if ch.isalnum())
    return number_of(f"{kind}={bare}") if bare else None


def keys_of(terms: Iterable[int], orders: Iterable[str], complaint_id: int) -> list[int]:
    """Return the first terms, then the orders that are known, then the blocks of ids it lies in."""
    found = (fact("order", order) for order in islice(orders, MOST_ORDERS))
    known = [order for order in found if order]
    return [*islice(terms, INDEXED), *known, *map(number_of, block_tokens(complaint_id))]


@dataclass
class Lookups:
    """Terms with their weights; those of `newest` with the two blocks of ids they are sought in."""

    anywhere: list[tuple[int, float]] = field(default_factory=list)
    newest: list[tuple[int, float, int, int]] = field(default_factory=list)


def lookups(weights: Weights, vector: Vector, *, top: int, bottom: int = 0) -> Lookups:
    """Say how to find what resembles `vector` among complaints with ids from `bottom` to `top`."""
    found, met = Lookups(), 0.0
    for term, weight in islice(vector.items(), INDEXED):
        expected = (top - bottom) * weights.share(term)
        met += min(expected, MOST_MET)
        if met > MOST_MET_TOGETHER:
            break
        if expected <= MOST_MET:
            found.anywhere.append((term, weight))
        else:
            blocks = _newest_blocks(int(MOST_MET / weights.share(term)), top)
            found.newest.append((term, weight, *blocks))
    return found


def _newest_blocks(reach: int, top: int) -> tuple[int, int]:
    """Return the keys of the two newest blocks of the size that comes nearest to `reach`."""
    level = max((place for place, bits in enumerate(LEVELS) if 1 << bits <= reach), default=0)
    before = max(top - (1 << LEVELS[level]), 0)
    return number_of(block_tokens(top)[level]), number_of(block_tokens(before)[level])
