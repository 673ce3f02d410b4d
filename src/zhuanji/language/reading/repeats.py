"""Words said again and again: 退款退款退款, or the same clause in many places."""

import re
from collections import Counter
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet

_CLAUSE = re.compile(r"[^\s,，.。!！?？;；:：、…~～“”\"]+")
_MARKS = ' \t\n,，.。!！?？;；:：、…~～“”"'
_BETWEEN = re.compile(r"[\s,，.。!！?？;；:：、…~～“”\"]+")
_AGAIN = re.compile(r"(\w{1,8}?)\1{2,}")
_FEWEST = 3  # times that short words must be said
_LONG = 8  # characters that nobody says twice by chance
_DRAWN_OUT = re.compile(r"[\d哈呵啊嗯哦呀唉嘿嘻呜x*_a-z]+")


def repeats(sheet: Sheet) -> Iterator[Mark]:
    """Yield the words that are repeated, each time after the first; the value is said once."""
    clauses = _BETWEEN.split(sheet.text.strip(_MARKS))
    inside = _repeating(clauses)
    often = _repeated(clauses) if len(set(clauses)) < len(clauses) else set()
    if not inside and not often:
        return
    seen: Counter[str] = Counter()
    for found in _CLAUSE.finditer(sheet.text):
        clause = found[0]
        again = _within(clause) if clause in inside else None
        if again:
            yield Mark(found.start() + again.start(), found.start() + again.end(), again[1])
        elif clause in often:
            seen[clause] += 1
            if _is_repeated(clause, seen[clause]):
                yield Mark(*found.span(), clause)


def _is_repeated(clause: str, times: int) -> bool:
    return times > 1 and len(clause) > 1 and (len(clause) >= _LONG or times >= _FEWEST)


def _repeating(clauses: list[str]) -> set[str]:
    """Return those of whose characters a third stand there before, as they do in 退款退款退款."""
    return {
        clause
        for clause in clauses
        if (doubled := len(clause) - len(set(clause))) > 1 and doubled * 3 >= len(clause)
    }


def _repeated(clauses: list[str]) -> set[str]:
    counts = Counter(clauses)
    return {clause for clause, times in counts.items() if _is_repeated(clause, times)}


def _within(clause: str) -> re.Match[str] | None:
    found = _AGAIN.search(clause[:240])
    return found if found and not _DRAWN_OUT.fullmatch(found[1]) else None
