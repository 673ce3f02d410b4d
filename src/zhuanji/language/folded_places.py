"""Where in the text as given a character of the folded text came from."""

import re
from collections.abc import Sequence

from zhuanji.language.normalise import fold

# Each of these becomes exactly one character (a test tries them all).
_ONE_TO_ONE = re.compile("[\t\n -~、-〃一-鿿！-～“”‘’]++")


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` folded, and for each of its characters the place in `text` it came from."""
    if _ONE_TO_ONE.fullmatch(text) or not text:
        return fold(text), range(len(text))
    parts: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        plain = _ONE_TO_ONE.match(text, at)
        end = plain.end() if plain else at + 1
        part = fold(text[at:end])
        places.extend(range(at, end) if plain else [at] * len(part))
        parts.append(part)
        at = end
    return "".join(parts), places
