"""From n-grams to numbers a linear model can weigh: how often, how early, how rare."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from zhuanji.triage.learning.grams import Grams, grams_of, with_opening
from zhuanji.triage.learning.ways import STORY, Way

SEEN_AT_LEAST = 2
MOST_FEATURES = 400_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The n-grams a model knows, sorted, how rare each is, and how texts are read for it."""

    keys: NDArray[np.uint64]
    rarity: NDArray[np.float32]
    way: Way

    def features(self, texts: Sequence[str]) -> sparse.csr_array:
        """Return one row of unit length per folded text."""
        return self.weighted(read(texts, self.way))

    def weighted(self, grams: Grams) -> sparse.csr_array:
        """Return one row of unit length per text that has these n-grams."""
        return weighted(counts(grams, self.keys, self.way), self.rarity, self.way)


def read(texts: Sequence[str], way: Way) -> Grams:
    """Return the n-grams of folded texts that a model may know."""
    grams = grams_of(texts, way.longest)
    return with_opening(grams, way.opening, STORY) if way.opening else grams


def known_keys(grams: Grams, groups: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return, sorted, the n-grams that stand in at least two texts (the commonest, if too many).

    Texts of one group are copies of each other and count as one.
    """
    group = groups[grams.rows]
    order = np.lexsort((group, grams.keys))
    keys, rows = grams.keys[order], group[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    unique, texts = np.unique(keys[fresh], return_counts=True)
    often = min(SEEN_AT_LEAST, len(np.unique(groups)))
    if (texts >= often).sum() > MOST_FEATURES:
        often = int(np.sort(texts)[-MOST_FEATURES])
    return unique[texts >= often]


def counts(grams: Grams, keys: NDArray[np.uint64], way: Way) -> sparse.csr_array:
    """Return how often each text has each known n-gram, those of its opening twice."""
    if not len(keys):
        return sparse.csr_array((grams.texts, 0), dtype=np.float32)
    columns = np.minimum(np.searchsorted(keys, grams.keys), len(keys) - 1)
    known = keys[columns] == grams.keys
    times = 1 + (grams.places[known] < way.opening).astype(np.float32)
    found = (times, (grams.rows[known].astype(np.int32), columns[known].astype(np.int32)))
    matrix = sparse.csr_array(sparse.coo_array(found, shape=(grams.texts, len(keys))))
    matrix.sum_duplicates()
    matrix.sort_indices()
    return matrix


def texts_with(counted: sparse.csr_array, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in how many groups of texts each n-gram stands."""
    _, group = np.unique(groups, return_inverse=True)
    ones = np.ones(len(group), np.float32)
    member = sparse.csr_array((ones, (group, np.arange(len(group)))))
    together = sparse.csr_array(member @ counted)
    return np.bincount(together.indices, minlength=counted.shape[1])


def rarity(groups_with: NDArray[np.int64], groups: int) -> NDArray[np.float32]:
    """Return ln((1 + groups) / (1 + groups with it)) + 1 for each n-gram."""
    rare: NDArray[np.float32] = (np.log((1 + groups) / (1 + groups_with)) + 1).astype(np.float32)
    return rare


def weighted(counted: sparse.csr_array, rare: NDArray[np.float32], way: Way) -> sparse.csr_array:
    """Return (1 + ln count) · rarity, each row brought to length one.

    What every text is given besides, as if it had said a little of nothing, keeps a text of one
    known word from weighing as much as a whole story.
    """
    data = (1 + np.log(counted.data)) * rare[counted.indices]
    row = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    length = np.sqrt(way.nothing + np.bincount(row, data * data, minlength=counted.shape[0]))
    data = (data / length[row]).astype(np.float32)
    return sparse.csr_array((data, counted.indices, counted.indptr), shape=counted.shape)
