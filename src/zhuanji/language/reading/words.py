"""All words a reader knows, found in one pass however many there are.

The lexicons are text files: `value weight: words` on each line, a # begins a remark, _ stands for
a blank inside a word.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhuanji.language.reading.gazetteer import place_names

_FOLDER = Path(__file__).parent / "lexicon"
_WHOLE = frozenset({"when", "demands", "threats", "modals", "emotions"})
"""Groups whose Latin words and numbers are none inside longer ones: sb in usb, 12315 in 5123156."""
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
        cut = _goes_on(text, start) or _goes_on(text, end)
        for group, value, weight in entries[number]:
            if cut and group in _WHOLE:
                continue
            of_group = hits.get(group)
            if of_group is None:
                hits[group] = [Hit(start, end, value, weight)]
            elif start >= of_group[-1].end:
                of_group.append(Hit(start, end, value, weight))
    return hits


def _goes_on(text: str, at: int) -> bool:
    """Say whether a Latin word or a number goes on over this place."""
    around = text[at - 1 : at + 1] if at else ""
    return len(around) == 2 and around.isascii() and (around.isalpha() or around.isdecimal())  # noqa: PLR2004


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
                yield word.replace("_", " "), Entry(group, value, float(weight))
