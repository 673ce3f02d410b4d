"""Text in plain characters that remembers where each of them stood in the text given."""

import re
from dataclasses import dataclass
from functools import cache

from zhuanji.language.normalise import fold
from zhuanji.language.simplified import simplified_characters

_KEPT = "，。！？：；（）、“”‘’…—"  # patterns know both widths of these, or nobody asks for them
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_LONG_RUN = re.compile(r"([^\w\s])\1{3}")
_SUPERFLUOUS = re.compile(rf"[{_INVISIBLE}]+|([^\w\s])\1{{3,}}")
_RARE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """Half-width, simplified, lower-case text without invisible characters and long repetitions.

    `offsets` holds the place of each character in the text given; none when both have the same
    length, as most texts do.
    """

    text: str
    offsets: list[int] | None = None

    def start(self, place: int) -> int:
        """Return where the character at `place` stands in the text given."""
        return self.offsets[place] if self.offsets else place

    def end(self, place: int) -> int:
        """Return where the character before `place` ends in the text given."""
        return self.offsets[place - 1] + 1 if self.offsets and place else place


def plain(text: str) -> Plain:
    """Return the text in plain characters; never raise, never take more than one pass."""
    lower = text.lower()
    text = lower if len(lower) == len(text) else text  # İ becomes two
    for changing in _changing() if _RARE.search(text) else _changing()[:1]:
        if changing.search(text):
            text = changing.sub(lambda found: _plain_character(found[0]), text)
    if _HIDDEN.search(text) or _LONG_RUN.search(text):
        return _without_superfluous(text)
    return Plain(text)


def _without_superfluous(text: str) -> Plain:
    """Drop what cannot be seen and keep three of ！！！！！！."""
    pieces: list[str] = []
    offsets: list[int] = []
    place = 0
    for found in _SUPERFLUOUS.finditer(text):
        kept = found.start() + (3 if found[1] else 0)
        pieces.append(text[place:kept])
        offsets.extend(range(place, kept))
        place = found.end()
    pieces.append(text[place:])
    offsets.extend(range(place, len(text)))
    return Plain("".join(pieces), offsets)


@cache
def _changing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match the characters that are written otherwise in plain text: the common ones, the rare ones.

    Two patterns, because a class with rare characters is asked one by one for each character.
    """
    simple = simplified_characters()
    latin = (chr(code) for code in range(0x80, 0x180))
    wide = (chr(code) for code in (0x3000, *range(0xFF00, 0xFFF0)))
    digits = (chr(code) for code in range(0x660, 0x1FBFA) if chr(code).isdecimal())
    halves = (chr(code) for code in range(0xD800, 0xE000))
    every = {*simple, *latin, *wide, *digits, *halves} - set(_KEPT)
    changed = sorted(character for character in every if _plain_character(character) != character)
    common = [character for character in changed if character < "\U00010000"]
    rare = changed[len(common) :]
    return re.compile(f"[{''.join(common)}]"), re.compile(f"[{''.join(rare)}]")


@cache
def _plain_character(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    folded = fold(character)
    return folded if len(folded) == 1 else character
