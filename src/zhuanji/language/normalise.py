"""Text as typed becomes text that can be stored (clean) and text that can be compared (fold)."""

import re
import unicodedata
from functools import cache

from zhuanji.language.characters import CharacterTable
from zhuanji.language.simplified import simplified_characters

MOST_MARKS = 8
"""Marks kept on one letter: living scripts need five, towers of hundreds cover the lines around."""

_ORDINARY = "\t\n -~\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2027\u3000-\u3020\u4e00-\u9fff\uff01-\uff5e"
_PLAIN = re.compile(f"[{_ORDINARY}]*+")
_CROWD = re.compile(f"[^{_ORDINARY}]{{{MOST_MARKS + 1}}}")
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction: shown otherwise than written
    "\u00ad\u034f\u180e\u200b\u200c\u2060-\u2065\ufeff"  # no width
    "\u115f\u1160\u3164\uffa0"  # blanks that count as letters
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags: hidden text
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of characters; no characters at all
    + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
    + "]"
)
_EMOJI = "\u2190-\u21ff\u2300-\u2328\u232b-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_DROPPED_WHEN_FOLDING = {"Mn", "Me", "Cf", "Cs"}  # marks, invisible characters, halves


def clean_text(text: str) -> str:
    """Return what was typed without what cannot be stored, seen or trusted; never raise.

    NFC; line ends are newlines; gone are control characters (but newline and tab), direction
    controls, zero-width characters (but joiners inside emoji), tags, halves of surrogate pairs,
    noncharacters and more than MOST_MARKS marks on one letter. Cleaning twice changes nothing.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _STRAY_JOINER.sub("", _UNWANTED.sub("", _LINE_END.sub("\n", text)))
    # Marks are counted before composing, whose time grows with the square of them, and after,
    # because a few marks come apart into two.
    return _without_mark_towers(unicodedata.normalize("NFC", _without_mark_towers(text)))


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, trimmed, with single spaces."""
    return " ".join(clean_text(text).split())


def fold(text: str) -> str:
    """Return `text` as it is compared: width, case, marks and traditional forms do not count.

    Every character is folded by itself, so `q in t` implies `fold(q) in fold(t)` for all strings,
    and folding twice changes nothing. One character may become several (㎡ becomes m2, ﷺ eighteen).
    Clean first: Hangul and a few Indic vowels typed in pieces are composed there, not here.
    """
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDED)


def _without_mark_towers(text: str) -> str:
    if not _CROWD.search(text):
        return text
    return _mark_tower().sub(lambda tower: tower[0][:MOST_MARKS], text)


@cache
def _mark_tower() -> re.Pattern[str]:
    """Made when first needed: plain text never asks, and the standard library has no such class."""
    codes = [*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)]
    marks = [chr(code) for code in codes if unicodedata.category(chr(code)) in {"Mn", "Me"}]
    return re.compile(f"[{''.join(marks)}]{{{MOST_MARKS + 1},}}")


def _fold_character(character: str) -> str:
    folded, before = _fold_once(character), character
    while folded != before:
        folded, before = _fold_once(folded), folded
    return folded


def _fold_once(text: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (part for part in parts if unicodedata.category(part) not in _DROPPED_WHEN_FOLDING)
    simple = "".join(_digit(part) or simplified_characters().get(part, part) for part in kept)
    return unicodedata.normalize("NFC", simple)


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else ""


_FOLDED = CharacterTable(_fold_character)
