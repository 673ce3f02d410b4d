"""All words of a playbook found in one pass over a text, however many there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from zhuanji.language.normalise import fold

RULE_MARKS = ("!", "&")
"""How names of owners begin that are rules, not categories."""
_MOST_HITS = 40  # of one owner: what is said forty times is said
_SHORTEST = 2
_LONGEST_THAT_COUNTS = 6
_AGAIN = 0.6  # what the same word counts each further time, against the time before
_UNITS = (
    "元|块|千|百|亿|美元|美金|次|天(?!天)|个|岁|张|台|套|辆|部(?!门)|份|件|名|位|户|斤|克|公斤|吨|升(?!级)|毫升"
    "|米|平(?!台|安|时|常|息|白|民)|公里|厘米|毫米|度|伏|瓦|人(?!员|工|民|家|士|都|说|来)|分钟|秒|小时"
    "|分(?!中心|局|派|流|类|别|拨|转|管|开)|年|月(?!亮)|周|日|期(?!间|望|待)|号(?!码|线|电|热)|栋|楼|室|弄"
    "|路(?!口|面)|国道|省道|版|页|寸|倍|所|万"
)
_COUNTED = re.compile(
    rf"\s?(?:{_UNITS}|[多余来](?:{_UNITS.replace('次|', '')})|左右|上下|[~-][0-9])|[0-9%\u2103\u00b0]|[.][0-9]{{1,3}}(?![0-9])"
    r"|\s?(?!app)[a-z](?![市省县区])"
)
"""What makes a number an amount (110元, 110平) or part of a longer sign, not a number one dials."""
_PIECE = re.compile(
    r"(?:[a-z0-9_#$¥￥€第]|[a-z][-·•.]|[一-鿿][a-z]\s|(?<!0[0-9]{2})(?<!0[0-9]{3})(?<=[0-9])[-~])\Z"
)
_MEASURED = re.compile(r"(?:[速油花收买价约]|(?<!规)定|花了|上了|[速从高]到)\Z")
_SHORT = 3  # figures, as in 110: prices and speeds have so many too


class Hit(NamedTuple):
    """A word found in the folded text."""

    start: int
    end: int
    word: str


Found = Mapping[str, list[Hit]]


class Index:
    """The words of many owners (categories and rules), each owner by any name."""

    def __init__(self, owners: Mapping[str, Iterable[str]]) -> None:
        """Fold the words and build their automaton once."""
        of: dict[str, list[str]] = defaultdict(list)
        for owner, words in owners.items():
            for word in dict.fromkeys(map(fold, words)):
                of[word].append(owner)
        self._owners = {word: tuple(names) for word, names in of.items()}
        self._weights = {
            word: _weight(word, _claims(names)) for word, names in self._owners.items()
        }
        self._words = tuple(self._owners)
        self._automaton = AhoCorasick(self._words)

    def find(self, folded: str) -> Found:
        """Every owner whose words stand in the text, with its finds in their order.

        Of finds of one owner that overlap, the first and longest stands.
        """
        found: dict[str, list[Hit]] = {}
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for number, start, end in matches:
            word = self._words[number]
            if _is_cut_out(folded, start) or _is_cut_out(folded, end):
                continue
            if word.isdecimal() and _counts(folded, start, end):
                continue
            hit = Hit(start, end, word)
            for owner in self._owners[word]:
                hits = found.setdefault(owner, [])
                if len(hits) < _MOST_HITS:
                    hits.append(hit)
        return {owner: _apart(hits) for owner, hits in found.items()}

    def weight(self, word: str) -> float:
        """What one find counts: long words more than short ones, words of many categories less."""
        return self._weights[word]


def _claims(owners: Iterable[str]) -> int:
    """How many categories claim a word. A rule that waits for it takes nothing from what it means."""
    return max(sum(not name.startswith(RULE_MARKS) for name in owners), 1)


def _is_cut_out(text: str, at: int) -> bool:
    """Whether a find begins or ends inside a number or a Latin word: 110 in 20261103, app in happy."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())


def _counts(text: str, start: int, end: int) -> bool:
    """Whether a number counts something (110元) or ends a sign (川A12345, 第110次): nobody called it."""
    if _PIECE.search(text, max(start - 5, 0), start) or _COUNTED.match(text, end):
        return True
    return end - start == _SHORT and bool(_MEASURED.search(text, max(start - 2, 0), start))


def _weight(word: str, owners: int) -> float:
    length = len(word) if not word.isascii() else (len(word) + 1) // 2
    size = 1 + 0.4 * (min(length, _LONGEST_THAT_COUNTS) - _SHORTEST)
    return max(size, 0.6) / sqrt(owners)


def _apart(hits: list[Hit]) -> list[Hit]:
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def count(hits: Iterable[Hit], index: Index, *, less: frozenset[str], first: int) -> float:
    """The weight of one owner's finds: those before `first` count twice, `less` against it."""
    said: dict[str, int] = {}
    total = 0.0
    for hit in hits:
        times = said[hit.word] = said.get(hit.word, 0) + 1
        weight = index.weight(hit.word) * (2 if hit.start < first else 1) * _AGAIN ** (times - 1)
        total += -weight if hit.word in less else weight
    return total
