"""How much a term says, learned from how many complaints hold it; texts compared by it. Pure."""

import math
import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Vector = Mapping[int, float]  # term -> weight; the squares add up to one

INDEXED = 96
"""The heaviest terms of a complaint, by which it is found and finds others."""

KEPT = 256
"""The heaviest terms that are compared once it is found (docs/adr/0008)."""

_SLOTS = 1 << 18  # counters; terms that share one are taken for a little more common than they are
_MOST = 65_535
_RARITY = 1.3  # the power by which rare terms weigh more than their logarithm says
_FEW_TERMS = 6  # what shares fewer than this many rare terms is no duplicate, however short


class Weights:
    """In how many of a sample of complaints each term stands."""

    def __init__(self, counts: "array[int]", sampled: int) -> None:
        self.counts, self.sampled = counts, sampled
        self.heaviest = math.log(sampled + 1) + 1

    @classmethod
    def learn(cls, texts: Iterable[Iterable[int]]) -> "Weights":
        counts, sampled = array("H", bytes(2 * _SLOTS)), 0
        for terms in texts:
            sampled += 1
            for slot in {term % _SLOTS for term in terms}:
                counts[slot] = min(counts[slot] + 1, _MOST)
        return cls(counts, sampled)

    def of(self, term: int) -> float:
        return self.heaviest - math.log(self.counts[term % _SLOTS] + 1)

    def share(self, term: int) -> float:
        """In which part of all complaints the term stands, rather too much than too little."""
        return (self.counts[term % _SLOTS] + 1) / (self.sampled + 1)

    def vector(self, said: Mapping[int, float], *, most: int = KEPT) -> dict[int, float]:
        """Return the heaviest terms, the heaviest first, as a vector of length one."""
        heavy = {term: times * self.of(term) ** _RARITY for term, times in said.items()}
        kept = sorted(heavy.items(), key=lambda item: (-item[1], item[0]))[:most]
        length = math.sqrt(sum(weight * weight for _term, weight in kept)) or 1.0
        return {term: weight / length for term, weight in kept}

    def to_bytes(self) -> bytes:
        return zlib.compress(self.counts.tobytes(), 6)

    @classmethod
    def from_bytes(cls, raw: bytes, sampled: int) -> "Weights":
        return cls(array("H", zlib.decompress(raw)), sampled)


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, from 0 to 1."""

    cosine: float  # as wholes
    overlap: float  # the shorter one within the longer one


def likeness(weights: Weights, one: Vector, other: Vector) -> Likeness:
    cosine = sum(one[term] * other[term] for term in one.keys() & other.keys())
    return Likeness(min(cosine, 1.0), overlap(weights, one, other))


def overlap(weights: Weights, one: Iterable[int], other: Iterable[int]) -> float:
    mine, theirs = set(one), set(other)
    least = min(_mass(weights, mine), _mass(weights, theirs))
    fewest = _FEW_TERMS * weights.heaviest**2
    return _mass(weights, mine & theirs) / max(least, fewest)


def _mass(weights: Weights, terms: Iterable[int]) -> float:
    return sum(weights.of(term) ** 2 for term in terms)
