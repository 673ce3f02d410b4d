"""What our own search is compared with, in memory: BM25 as in the textbooks; every text at once."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

_K1, _B = 1.2, 0.75
Postings = dict[int, list[tuple[int, float]]]


class BM25:
    """Made once from all texts, each as how often it says each term."""

    def __init__(self, texts: Sequence[Counter[int]]) -> None:
        self.postings: Postings = defaultdict(list)
        lengths = [text.total() for text in texts]
        mean = sum(lengths) / len(lengths)
        held = Counter(term for text in texts for term in text)
        for number, text in enumerate(texts):
            room = _K1 * (1 - _B + _B * lengths[number] / mean)
            for term, times in text.items():
                rare = math.log(1 + (len(texts) - held[term] + 0.5) / (held[term] + 0.5))
                value = rare * times * (_K1 + 1) / (times + room)
                self.postings[term].append((number, value))

    def search(self, terms: Iterable[int], most: int) -> list[int]:
        """The best texts for a query in which each term counts as often as it is said."""
        return _best(self.postings, Counter(terms), most)


class Cosine:
    """Every text compared with a query, given as vectors of length one."""

    def __init__(self, vectors: Iterable[Mapping[int, float]]) -> None:
        self.postings: Postings = defaultdict(list)
        for number, vector in enumerate(vectors):
            for term, weight in vector.items():
                self.postings[term].append((number, weight))

    def search(self, vector: Mapping[int, float], most: int) -> list[int]:
        return _best(self.postings, vector, most)


def _best(postings: Postings, query: Mapping[int, float], most: int) -> list[int]:
    scores: dict[int, float] = defaultdict(float)
    for term, weight in query.items():
        for number, value in postings.get(term, ()):
            scores[number] += weight * value
    return sorted(scores, key=lambda number: -scores[number])[:most]
