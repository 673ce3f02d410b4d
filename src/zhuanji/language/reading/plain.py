"""Text in plain characters that remembers where each of them stood in the text given."""

import re
from dataclasses import dataclass
from functools import cache

from zhuanji.language.normalise import fold
from zhuanji.language.simplified import simplified_characters

_KEPT = "，。！？：；（）、“”‘’…—"  # patterns know both widths of these, or nobody asks for them
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_SUPERFLUOUS = re.compile(rf"[{_INVISIBLE}]+|([^\w\s])\1{{3,}}")
_SURROGATES = "\ud800-\udfff"


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
    changing = _changing()
    if changing.search(text):
        text = changing.sub(lambda found: _plain_character(found[0]), text)
    return _without_superfluous(text) if _SUPERFLUOUS.search(text) else Plain(text)


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
def _changing() -> re.Pattern[str]:
    """Match the characters that are written otherwise in plain text."""
    simple = simplified_characters()
    latin = (chr(code) for code in range(0x41, 0x180))
    wide = (chr(code) for code in (0x3000, *range(0xFF00, 0xFFF0)))
    changed = {c for c in (*simple, *latin, *wide) if _plain_character(c) != c} - set(_KEPT)
    decimals = "".join(f"{start}-{end}" for start, end in _decimals())
    return re.compile(f"[{re.escape(''.join(sorted(changed)))}{decimals}{_SURROGATES}]")


def _decimals() -> list[tuple[str, str]]:
    """Return the first and the last digit of each script but our own."""
    zeros = (code for code in range(0x660, 0x1FBFA) if chr(code).isdecimal())
    return [(chr(code), chr(code + 9)) for code in zeros if int(chr(code)) == 0]


@cache
def _plain_character(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    folded = fold(character)
    return folded if len(folded) == 1 else character
