"""Texts become runs of one to three characters, as numbers, thousands of texts at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhuanji.language.normalise import fold

MOST_CHARACTERS = 4000
"""Read of one text: what a complaint is about stands in its first pages."""

_BITS = np.uint64(16)
_BASIC_PLANE = np.uint64(0xFFFF)
_OPENING = np.uint64(1 << 63)
_SEPARATOR = "\0"


@dataclass(frozen=True, slots=True)
class Grams:
    """One row per n-gram: which text, which n-gram, at which character it begins."""

    texts: int
    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]
    places: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many characters each n-gram has."""
        letters = self.keys & ~_OPENING
        longer = [(letters >> (_BITS * np.uint64(shift))) > 0 for shift in (0, 1, 2)]
        total: NDArray[np.int64] = np.sum(longer, axis=0, dtype=np.int64)
        return total


def folded(text: str) -> str:
    """Return the part of a text that is read, as it is compared; white space is no word."""
    return "".join(fold(text[:MOST_CHARACTERS]).split()).replace(_SEPARATOR, "")[:MOST_CHARACTERS]


def grams_of(texts: Sequence[str], longest: int = 2) -> Grams:
    """Return all n-grams of one to `longest` (at most three) characters of texts already folded.

    A key holds the characters themselves, sixteen bits each, so that equal keys are equal n-grams.
    """
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    codes = _codes(texts)
    size = len(codes)
    row = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    padded = np.concatenate([codes, np.zeros(longest, np.uint64)])
    key, whole = np.zeros(size, np.uint64), np.ones(size, np.bool_)
    rows, keys, places = [], [], []
    for length in range(longest):
        following = padded[length : length + size]
        key = (key << _BITS) | following
        whole = whole & (following != 0)
        rows.append(row[whole])
        keys.append(key[whole])
        places.append(place[whole])
    return Grams(len(texts), np.concatenate(rows), np.concatenate(keys), np.concatenate(places))


def with_opening(grams: Grams, opening: int, story: int) -> Grams:
    """Add every n-gram that begins in the first `opening` characters once more, as one of its own.

    A subject says otherwise what it is about than the story does: the same word weighs differently.
    A text of less than `story` characters is hardly longer than its opening and has none.
    """
    last = np.zeros(grams.texts, np.int64)
    np.maximum.at(last, grams.rows, grams.places)
    early = (grams.places < opening) & (last[grams.rows] >= story)
    return Grams(
        grams.texts,
        np.concatenate([grams.rows, grams.rows[early]]),
        np.concatenate([grams.keys, grams.keys[early] | _OPENING]),
        np.concatenate([grams.places, grams.places[early]]),
    )


def plain_runs(grams: Grams) -> NDArray[np.bool_]:
    """Say which n-grams are runs of two and more characters, wherever they begin."""
    longer: NDArray[np.bool_] = (grams.keys > _BASIC_PLANE) & ((grams.keys & _OPENING) == 0)
    return longer


def _codes(texts: Sequence[str]) -> NDArray[np.uint64]:
    joined = "".join(text + _SEPARATOR for text in texts)
    raw = joined.encode("utf-32-le", "surrogatepass")
    return np.frombuffer(raw, dtype="<u4").astype(np.uint64) & _BASIC_PLANE
