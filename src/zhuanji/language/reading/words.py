"""All words a reader knows, found in one pass however many there are.

The lexicons are text files: `group`, `value weight: words` on each line, a # begins a remark.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhuanji.language.reading.gazetteer import place_names

_FOLDER = Path(__file__).parent / "lexicon"
_GROUPS = ("cues", "brands", "when", "demands", "threats", "modals", "emotions")


class Entry(NamedTuple):
    """What a lexicon says of a word."""

    group: str
    value: str
    weight: float


class Hit(NamedTuple):
    """A known word in a text."""

    start: int
    end: int
    value: str
    weight: float


Hits = dict[str, list[Hit]]


def known_words(text: str) -> Hits:
    """Return the words of each group in a plain text: of two that overlap the first, then longer."""
    automaton, entries = _machine()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    found.sort(key=_first_then_longer)
    hits: Hits = {}
    for number, start, end in found:
        for group, value, weight in entries[number]:
            of_group = hits.get(group)
            if of_group is None:
                hits[group] = [Hit(start, end, value, weight)]
            elif start >= of_group[-1].end:
                of_group.append(Hit(start, end, value, weight))
    return hits


def _first_then_longer(found: tuple[int, int, int]) -> tuple[int, int]:
    return found[1], -found[2]


@cache
def _machine() -> tuple[AhoCorasick, list[tuple[Entry, ...]]]:
    lexicon: dict[str, tuple[Entry, ...]] = {}
    for word, entry in _all_words():
        lexicon[word] = (*lexicon.get(word, ()), entry)
    return AhoCorasick(list(lexicon), matchkind=MatchKind.Standard), list(lexicon.values())


def _all_words() -> Iterator[tuple[str, Entry]]:
    for group in _GROUPS:
        yield from _lexicon(group)
    for name, value in place_names().items():
        yield name, Entry("places", value, 1.0)


def _lexicon(group: str) -> Iterator[tuple[str, Entry]]:
    for line in (_FOLDER / f"{group}.txt").read_text(encoding="utf-8").splitlines():
        head, colon, words = line.partition(": ")
        if colon and not line.startswith("#"):
            value, weight = head.split()
            for word in words.split():
                yield word, Entry(group, value, float(weight))
