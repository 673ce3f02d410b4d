"""How much a term says, learned from how many complaints hold it; texts compared by it. Pure."""

import math
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.integer]
Vector = Mapping[int, float]  # term -> weight; the squares add up to one

KEPT = 96
"""The heaviest terms of a complaint that are kept: more find nothing more (docs/adr/0007)."""

_SLOTS = 1 << 18  # counters; terms that share one are taken for a little more common than they are
_MOST = 65_535
_SCALE = 255  # the heaviest term of a signature; one byte says how heavy the others are
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
        heavy = {term: times * self.of(term) for term, times in said.items()}
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


def packed(vector: Vector) -> bytes:
    """Return the weights in their order, one byte each; `unpacked` undoes it nearly exactly."""
    heaviest = max(vector.values(), default=1.0)
    return bytes(max(1, round(_SCALE * weight / heaviest)) for weight in vector.values())


def unpacked(terms: Iterable[int], raw: bytes) -> dict[int, float]:
    length = math.sqrt(sum(byte * byte for byte in raw)) or 1.0
    return {term: byte / length for term, byte in zip(terms, raw, strict=False)}


def cosines(query: Vector, terms: Sequence[Terms], raws: Sequence[bytes]) -> list[float]:
    """Compare one vector with many packed ones at once; `terms` may go on after their weights."""
    if not terms or not query:
        return [0.0] * len(terms)
    order = sorted(query)
    known, heavy = np.array(order), np.array([query[term] for term in order])
    sizes = [len(raw) for raw in raws]
    every = np.concatenate([one[:size] for one, size in zip(terms, sizes, strict=True)])
    every = every.astype(known.dtype)  # out of the byte order they were sent in
    weight = np.frombuffer(b"".join(raws), np.uint8).astype(float)
    place = np.minimum(np.searchsorted(known, every), len(known) - 1)
    shared = np.where(known[place] == every, heavy[place], 0.0) * weight
    owner = np.repeat(np.arange(len(sizes)), sizes)
    dots = np.bincount(owner, shared, len(sizes))
    lengths = np.sqrt(np.bincount(owner, weight * weight, len(sizes)))
    return [min(float(value), 1.0) for value in dots / np.maximum(lengths, 1.0)]
