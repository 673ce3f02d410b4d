"""The words two complaints share, for people to see why one was found. Pure."""

from zhuanji.language.normalise import fold
from zhuanji.triage.neighbours.boilerplate import is_boilerplate
from zhuanji.triage.neighbours.terms import LONGEST, RUN, number_of, pieces
from zhuanji.triage.neighbours.weights import Weights

_LEAST = 2  # characters
_LONGEST_SHOWN = 16
_NOT_AT_THE_EDGE = frozenset("的了是在我你他她它和就也都去会着把被给让跟对到从等还又很太这那个")


def shared_phrases(weights: Weights, one: str, other: str, *, most: int = 3) -> list[str]:
    """Return the longest and rarest pieces that stand in both texts, the most telling first.

    As they are written in `one`. None is part of another.
    """
    text = one[:LONGEST]
    mine, theirs = fold(text), fold(other[:LONGEST])
    if len(mine) != len(text):  # folding made several characters of one: places no longer agree
        text = mine
    known = {term for _at, term in pieces(theirs)}
    found: dict[str, float] = {}
    for start, end in _stretches(mine, known):
        for first, last in _within(mine[start:end], theirs):
            words = _trimmed(text[start + first : start + last])
            if len(words) >= _LEAST and not is_boilerplate(fold(words)):
                found[words] = _telling(weights, fold(words))
    return _without_parts(sorted(found, key=lambda words: -found[words]), most)


def _stretches(text: str, known: set[str]) -> list[tuple[int, int]]:
    """Where terms that the other text knows follow one another inside one run."""
    found: list[tuple[int, int]] = []
    ends = {at for run in RUN.finditer(text) for at in (run.start(),)}
    for at, term in pieces(text):
        if term not in known:
            continue
        if found and at < found[-1][1] and at not in ends:
            found[-1] = (found[-1][0], at + len(term))
        else:
            found.append((at, at + len(term)))
    return found


def _within(stretch: str, other: str) -> list[tuple[int, int]]:
    """Cut a stretch where the other text does not go on in the same way."""
    cuts, start, end = [], 0, _LEAST
    while end <= len(stretch):
        if stretch[start:end] in other:
            end += 1
            continue
        if end - 1 - start >= _LEAST:
            cuts.append((start, end - 1))
        start = max(start + 1, end - _LEAST)
        end = start + _LEAST
    if end - 1 - start >= _LEAST:
        cuts.append((start, end - 1))
    return cuts


def _trimmed(words: str) -> str:
    while words and words[0] in _NOT_AT_THE_EDGE:
        words = words[1:]
    while words and words[-1] in _NOT_AT_THE_EDGE:
        words = words[:-1]
    return words[:_LONGEST_SHOWN]


def _telling(weights: Weights, folded: str) -> float:
    return sum(weights.of(number_of(term)) ** 2 for _at, term in pieces(folded))


def _without_parts(phrases: list[str], most: int) -> list[str]:
    kept: list[str] = []
    for phrase in phrases:
        if not any(phrase in longer or longer in phrase for longer in kept):
            kept.append(phrase)
        if len(kept) == most:
            break
    return kept
