"""Which words of a text made the difference: exact, because everything is a sum."""

import re
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from zhuanji.language.normalise import fold
from zhuanji.triage.learning.decisions import Evidence
from zhuanji.triage.learning.features import Vocabulary, read
from zhuanji.triage.learning.grams import MOST_CHARACTERS, folded

_OF_THE_BEST = 0.05
"""A word that weighs less than this share of the first one says nothing."""


def words_that_speak(
    text: str, vocabulary: Vocabulary, matrix: NDArray[np.float32], column: int, most: int
) -> tuple[Evidence, ...]:
    """Return the words of `text` whose n-grams add most to the lead of `column` over the mean."""
    weight = _per_character(text, vocabulary, matrix, column)
    found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for start, end in _words(text[:MOST_CHARACTERS]):
        word = text[start:end]
        if any(map(str.isalnum, word)):
            found[fold(word)].append((start, end, float(weight[start:end].sum())))
    summed = [
        Evidence(*places[0][:2], text[slice(*places[0][:2])], sum(part for *_, part in places))
        for places in found.values()
    ]
    best = sorted((word for word in summed if word.weight > 0), key=lambda word: -word.weight)
    return tuple(word for word in best[:most] if word.weight >= _OF_THE_BEST * best[0].weight)


def _per_character(
    text: str, vocabulary: Vocabulary, matrix: NDArray[np.float32], column: int
) -> NDArray[np.float64]:
    """Return for each character of `text` its part of the score: an n-gram's is shared evenly."""
    ready, origin = folded(text), _origins(text)
    grams = read([ready], vocabulary.way)
    weight = np.zeros(min(len(text), MOST_CHARACTERS))
    if not len(vocabulary.keys) or not len(grams.keys):
        return weight
    columns = np.minimum(np.searchsorted(vocabulary.keys, grams.keys), len(vocabulary.keys) - 1)
    known = vocabulary.keys[columns] == grams.keys
    row = vocabulary.weighted(grams)
    present, place, times = np.unique(columns[known], return_inverse=True, return_counts=True)
    lead = matrix[present, column] - matrix[present].mean(axis=1)
    value = (row.data * lead / times)[place]  # a row's columns are in their order, as `present` is
    length = grams.lengths[known]
    for offset in range(int(length.max(initial=0))):
        inside = length > offset
        places = origin[grams.places[known][inside] + offset]
        np.add.at(weight, places, (value / length)[inside])
    return weight


def _origins(text: str) -> NDArray[np.int64]:
    """Return for each character of the folded text the character of `text` it came from."""
    places = (
        place
        for place, character in enumerate(text[:MOST_CHARACTERS])
        for _ in "".join(fold(character).split()).replace("\0", "")
    )
    return np.fromiter(places, np.int64)[:MOST_CHARACTERS]


_HALVES = re.compile("[\ud800-\udfff]")


def _words(text: str) -> list[tuple[int, int]]:
    import rjieba  # noqa: PLC0415 - its dictionary is only needed to explain

    words, start = [], 0
    # Half a character cannot be given to a library that is not Python's; a mark stands in its place.
    for word in rjieba.cut(_HALVES.sub("\ufffd", text)):
        words.append((start, start + len(word)))
        start += len(word)
    return words
