"""The pieces of a complaint that others are found by, as numbers a database indexes well. Pure.

Characters in pairs for Chinese (no segmenter has to know the words of a trade), whole words and
numbers for everything else.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

from zhuanji.language.normalise import fold

LONGEST = 6_000
"""Characters of one complaint that are read; what comes after says nothing new."""

RUN = re.compile(r"([a-z0-9][a-z0-9\-]*)|([^\W\da-z_]+)")
_SUBJECT_COUNTS = 2
_LITTLE = (
    "a an and are as at be been but by for from had has have he her his i if in is it its me my no "
    "not of on or our she so that the their them there they this to up us was we were what when "
    "which who will with would you your"
)
_LITTLE_WORDS = frozenset(_LITTLE.split())
"""Rare where most complaints are Chinese, and still they say nothing."""
_SIGN = 1 << 31


def number_of(word: str) -> int:
    """Return the 32-bit integer that stands for a term; two terms rarely share one."""
    return crc32(word.encode("utf-8", "surrogatepass")) - _SIGN


def pieces(folded: str) -> Iterable[tuple[int, str]]:
    """Yield every term of a folded text with the place where it begins."""
    for run in RUN.finditer(folded):
        if run[0] in _LITTLE_WORDS:
            continue
        if run[1] or len(run[0]) == 1:
            yield run.start(), run[0][:40]
        else:
            yield from ((at, folded[at : at + 2]) for at in range(run.start(), run.end() - 1))


def terms_of(subject: str, *more: str) -> dict[int, float]:
    """Return each term and how much it is said: a second time adds less than the first.

    The subject says in few words what it is about, and counts twice; unless nobody wrote one, and
    it is how the account begins.
    """
    found: Counter[int] = Counter()
    copied = any(words.startswith(subject.rstrip("…")) for words in more[:1])
    heading = "" if copied else subject
    for text, times in ((heading, _SUBJECT_COUNTS), *((words, 1) for words in more)):
        for _at, term in pieces(fold(text[:LONGEST])):
            found[number_of(term)] += times
    return {term: 1 + math.log(count) for term, count in found.items()}
