"""Names are found by the first letters of their pinyin."""

import json
import re
import unicodedata
from functools import cache

from zhuanji.language.characters import packaged_text
from zhuanji.language.normalise import fold
from zhuanji.language.surnames import COMPOUND, READ_OTHERWISE


def initials(name: str) -> str:
    """Return the first letters of a name: 王小明 gives wxm, 单雄信 sxx, 张 Tom zt, A3区 a3q.

    Surnames are read as surnames, other characters by their usual reading; a Latin word gives
    its first letter, digits stay, everything else is left out. Never longer than the name.
    """
    folded = fold(name).strip()
    surname = COMPOUND.get(folded[:2]) or READ_OTHERWISE.get(folded[:1], "")
    rest = re.sub(r"([a-z])[a-z]*", r"\1", folded[len(surname) :]).translate(_usual_initials())
    return (surname + re.sub(r"[^a-z0-9]", "", rest))[: len(name)]


def spelled(words: str) -> str:
    """Return words as their usual pinyin without tones, a space after each: 漏水 gives "lou shui "."""
    return words.translate({code: f"{one} " for code, one in _usual().items()})


def first_letters(words: str) -> str:
    """Return what people type for words that are no name: 看板 gives kb."""
    return words.translate({code: one[0] for code, one in _usual().items()})


@cache
def _usual_initials() -> dict[int, str]:
    # In given names it means long, not chief.
    return {code: one[0] for code, one in _usual().items()} | {ord("长"): "c"}


@cache
def _usual() -> dict[int, str]:
    """Read pypinyin's table of characters; its table of phrases would cost 50 MB a process."""
    readings: dict[str, str] = json.loads(packaged_text("pypinyin", "pinyin_dict.json"))
    return {int(code): _without_tone(text.partition(",")[0]) for code, text in readings.items()}


def _without_tone(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    return "".join(one for one in letters if not unicodedata.combining(one))
