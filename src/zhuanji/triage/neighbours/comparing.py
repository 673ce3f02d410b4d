"""Vectors as they are stored, and one compared with hundreds of them at once. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.neighbours.weights import INDEXED, KEPT, Vector

Terms = NDArray[np.integer]

_SCALE = 255  # the heaviest term of a signature; one byte says how heavy the others are
_SHORT = 30  # terms: a title, half a sentence
_EAGER = 1.25  # the power by which heavy terms are wanted more than light ones
_LENGTH, _LENGTH_OF_SHORT = 0.05, 0.2  # powers by which long texts are forgiven their length
_COVERED = 0.3  # the power by which who asks in a few words wants all of them


@dataclass(frozen=True)
class Packed:
    """A vector as it is stored: a byte of weight for each term, beside the terms."""

    terms: Terms
    weights: bytes


def packed(vector: Vector) -> bytes:
    """Return the weights in their order, one byte each."""
    heaviest = max(vector.values(), default=1.0)
    return bytes(max(1, round(_SCALE * weight / heaviest)) for weight in vector.values())


def beyond(vector: Vector) -> bytes:
    """Return the terms that are kept but not found by, four bytes each."""
    return np.array(list(vector)[INDEXED:], "<i4").tobytes()


@dataclass(frozen=True)
class Comparison:
    """Two texts as wholes, and how well the other answers the one that asks; both 0 to 1.

    To answer, the heaviest terms asked for count more than for likeness, and long texts are
    forgiven their length; who asks in a few words wants most of them.
    """

    cosine: float
    closeness: float


def compare(query: Vector, others: Sequence[Packed]) -> list[Comparison]:
    """Compare one vector with many at once."""
    if not others or not query:
        return [Comparison(0.0, 0.0) for _ in others]
    known = np.array(sorted(query))
    asked = np.array([query[term] for term in known.tolist()])
    wanted = asked**_EAGER
    wanted /= math.sqrt((wanted * wanted).sum())
    every = np.concatenate([one.terms for one in others]).astype(known.dtype)
    place = np.minimum(np.searchsorted(known, every), len(known) - 1)
    held = known[place] == every
    weight = np.frombuffer(b"".join(one.weights for one in others), np.uint8).astype(float)
    sizes = np.array([len(one.terms) for one in others])
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(owner, values, len(sizes)).astype(np.float64)

    length = np.maximum(np.sqrt(summed(weight * weight)), 1.0)
    cosine = summed(asked[place] * held * weight) / length
    close = summed(wanted[place] * held * weight) / length
    if len(query) < _SHORT:
        covered = summed((wanted[place] * held) ** 2)
        close *= (sizes / KEPT) ** _LENGTH_OF_SHORT * covered**_COVERED
    else:
        close *= (sizes / KEPT) ** _LENGTH
    both = np.minimum([cosine, close], 1.0).tolist()
    return list(map(Comparison, *both))
