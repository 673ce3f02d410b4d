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


@cache
def _usual_initials() -> dict[int, str]:
    """Read pypinyin's table of characters; its table of phrases would cost 50 MB and names no one."""
    readings: dict[str, str] = json.loads(packaged_text("pypinyin", "pinyin_dict.json"))
    usual = {int(code): unicodedata.normalize("NFD", text)[0] for code, text in readings.items()}
    return usual | {ord("长"): "c"}  # in given names it means long, not chief
