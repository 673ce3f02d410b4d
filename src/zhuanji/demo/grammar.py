"""Sentences that never come out twice the same: `[this|that]` is a choice, `{name}` a fact. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
_TOKEN = re.compile(r"[\[\]|]|\{\w+\}|[^\[\]|{}]+")


@dataclass(frozen=True)
class Choice:
    branches: tuple["Phrase", ...]


Phrase = tuple["str | Choice", ...]


def say(template: str, facts: Mapping[str, str], rng: Random) -> str:
    """Return one of the sentences the template stands for. Raises KeyError for an unknown fact."""
    return "".join(_spoken(parse(template), facts, rng))


def _spoken(phrase: Phrase, facts: Mapping[str, str], rng: Random) -> Iterator[str]:
    for part in phrase:
        if isinstance(part, Choice):
            yield from _spoken(rng.choice(part.branches), facts, rng)
        elif part.startswith("{"):
            yield facts[part[1:-1]]
        else:
            yield part


@cache
def parse(template: str) -> Phrase:
    """Raises ValueError when a bracket is not closed."""
    tokens = iter(_TOKEN.findall(template))
    phrase, end = _phrase(tokens)
    if end:
        raise ValueError(f"A “{end}” too many in {template!r}")
    return phrase


def _phrase(tokens: Iterator[str]) -> tuple[Phrase, str]:
    parts: list[str | Choice] = []
    for token in tokens:
        if token in ("]", "|"):
            return tuple(parts), token
        parts.append(_choice(tokens) if token == "[" else token)
    return tuple(parts), ""


def _choice(tokens: Iterator[str]) -> Choice:
    branches, end = [], "|"
    while end == "|":
        branch, end = _phrase(tokens)
        branches.append(branch)
    if end != "]":
        raise ValueError("A “[” is not closed.")
    return Choice(tuple(branches))


@dataclass
class Deck:
    """Draws from lists like from a pack of cards: nothing comes again before all came once."""

    rng: Random
    said: set[str] = field(default_factory=set)
    _packs: dict[int, list[Any]] = field(default_factory=dict)

    def draw(self, cards: Sequence[T]) -> T:
        pack: list[T] = self._packs.setdefault(id(cards), [])
        if not pack:
            pack.extend(self.rng.sample(list(cards), len(cards)))
        return pack.pop()
