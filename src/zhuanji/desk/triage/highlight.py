"""The account with its findings marked, and nothing in it taken for HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from zhuanji.language.personal_data import Pass, apply_with_places

_MOST = 400


@dataclass(frozen=True)
class Mark:
    """One place of the text: its kind (a class of the style sheet) and what it says on hover."""

    kind: str
    start: int
    end: int
    title: str = ""


def shown_with_marks(text: str, marks: Sequence[Mark], *, veil: Sequence[Pass] = ()) -> Markup:
    """The text as this reader may see it, marked. Masked text is marked where its places went."""
    inside = [one for one in marks if 0 <= one.start < one.end <= len(text)][:_MOST]
    text, places = apply_with_places(veil, text, [(one.start, one.end) for one in inside])
    moved = [
        Mark(one.kind, start, end, one.title)
        for one, (start, end) in zip(inside, places, strict=True)
    ]
    return _marked(text, moved)


@dataclass(frozen=True)
class Word:
    """Words of the text, and where they stand in the account as it is shown; None outside it."""

    words: str
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return self.words


def words_at(
    text: str, places: Sequence[Sequence[int]], *, veil: Sequence[Pass] = (), account: int = 0
) -> list[Word]:
    """The words that stand at places of the text, as this reader may see them, each once.

    The account is the first `account` characters of the text.
    """
    inside = [(s, e) for s, e in places if 0 <= s < e <= len(text)]
    shown, (*moved, (_, ends)) = apply_with_places(veil, text, [*inside, (0, account)])
    found: dict[str, Word] = {}
    for start, end in moved:
        known = end <= ends
        word = Word(shown[start:end].strip(), *((start, end) if known else ()))
        found.setdefault(word.words, word)
    return list(found.values())


def _marked(text: str, marks: Sequence[Mark]) -> Markup:
    """Cut at every border, so that marks may overlap and none is inside another."""
    borders = sorted({0, len(text), *(b for one in marks for b in (one.start, one.end))})
    begins = sorted(marks, key=lambda one: one.start)
    parts: list[Markup] = []
    over: list[Mark] = []
    for start, end in pairwise(borders):
        while begins and begins[0].start <= start:
            over.append(begins.pop(0))
        over = [one for one in over if one.end > start]
        parts.append(_part(text[start:end], over))
    return Markup("").join(parts)


def _part(words: str, over: Sequence[Mark]) -> Markup:
    if not over:
        return escape(words)
    kinds = " ".join(dict.fromkeys(f"hl-{one.kind}" for one in over))
    title = "；".join(dict.fromkeys(one.title for one in over if one.title))
    return Markup('<mark class="hl {}" title="{}">{}</mark>').format(kinds, title, words)
