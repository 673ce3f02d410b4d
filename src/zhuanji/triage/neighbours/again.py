"""A customer who comes back: words that say so, and the orders that a text names. Pure."""

import re

from zhuanji.language.normalise import fold
from zhuanji.language.reading import read

_AGAIN = re.compile(
    "又是我|还是我|我又来了|又来投诉|再次投诉|又投诉|再投诉|继续投诉|上次投诉|上回投诉|之前投诉|上次反映|之前反映|上次报修|之前报修"
    "|上次(?:说|打电话|联系|找你们)|前几天投诉|还是那个|还是上次|还是之前|投诉了没人理|没人理我"
    "|第[二三四五六七八九十2-9][次回遍](?:了|投诉|打|反映|来|联系|报修|找)|投诉过|反映过|报修过"
)
_SHORTEST = 6  # characters of an order number that may be looked for in a text
_READ = 6_000


def says_again(text: str) -> bool:
    """Say whether the text says that it is not the first time."""
    return _AGAIN.search(fold(text[:_READ])) is not None


def orders_named(field: str, text: str) -> frozenset[str]:
    """Return the order numbers of a complaint, bare: of its field and read in its words."""
    read_there = (finding.value for finding in read(text[:_READ]).of("order"))
    every = (bare(number) for number in (field, *read_there))
    return frozenset(number for number in every if number)


def names_order(text: str, orders: frozenset[str]) -> bool:
    """Say whether one of these orders stands in a text, as a number of its own."""
    folded = bare(text[:_READ])
    return any(
        len(number) >= _SHORTEST and re.search(_alone(number), folded) is not None
        for number in orders
    )


def bare(number: str) -> str:
    return "".join(ch for ch in fold(number) if ch.isalnum())


def _alone(number: str) -> str:
    """Not inside a longer run of figures or letters."""
    return f"(?<![0-9a-z]){re.escape(number)}(?![0-9a-z])"
