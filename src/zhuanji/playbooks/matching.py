"""All words of a playbook found in one pass over a text, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from zhuanji.language.normalise import fold

_MOST_HITS = 40  # of one owner: what is said forty times is said
_SHORTEST = 2
_LONGEST_THAT_COUNTS = 6
_AGAIN = 0.6  # what the same word counts each further time, against the time before


class Hit(NamedTuple):
    """A word found in the folded text."""

    start: int
    end: int
    word: str


Found = Mapping[str, list[Hit]]


class Index:
    """The words of many owners (categories and rules), each owner by any name."""

    def __init__(self, owners: Mapping[str, Iterable[str]]) -> None:
        """Fold the words and build their automaton once."""
        of: dict[str, list[str]] = defaultdict(list)
        for owner, words in owners.items():
            for word in dict.fromkeys(map(fold, words)):
                of[word].append(owner)
        self._owners = {word: tuple(names) for word, names in of.items()}
        self._weights = {word: _weight(word, len(names)) for word, names in self._owners.items()}
        self._words = tuple(self._owners)
        self._automaton = AhoCorasick(self._words)

    def find(self, folded: str) -> Found:
        """Every owner whose words stand in the text, with its finds in their order.

        Of finds of one owner that overlap, the first and longest stands.
        """
        found: dict[str, list[Hit]] = {}
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for number, start, end in matches:
            word = self._words[number]
            if _is_cut_out(folded, start) or _is_cut_out(folded, end):
                continue
            hit = Hit(start, end, word)
            for owner in self._owners[word]:
                hits = found.setdefault(owner, [])
                if len(hits) < _MOST_HITS:
                    hits.append(hit)
        return {owner: _apart(hits) for owner, hits in found.items()}

    def weight(self, word: str) -> float:
        """What one find counts: long words more than short ones, words of many owners less."""
        return self._weights[word]


def _is_cut_out(text: str, at: int) -> bool:
    """Whether a find begins or ends inside a number or a Latin word: 110 in 20261103, app in happy."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())


def _weight(word: str, owners: int) -> float:
    length = len(word) if not word.isascii() else (len(word) + 1) // 2
    size = 1 + 0.4 * (min(length, _LONGEST_THAT_COUNTS) - _SHORTEST)
    return max(size, 0.6) / sqrt(owners)


def _apart(hits: list[Hit]) -> list[Hit]:
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def count(hits: Iterable[Hit], index: Index, *, less: frozenset[str], first: int) -> float:
    """The weight of one owner's finds: those before `first` count twice, `less` against it."""
    said: dict[str, int] = {}
    total = 0.0
    for hit in hits:
        times = said[hit.word] = said.get(hit.word, 0) + 1
        weight = index.weight(hit.word) * (2 if hit.start < first else 1) * _AGAIN ** (times - 1)
        total += -weight if hit.word in less else weight
    return total
