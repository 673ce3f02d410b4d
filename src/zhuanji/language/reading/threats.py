"""Steps beyond the company that the customer threatens with or has taken, and danger to people."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet
from zhuanji.language.reading.words import Hit

_REACH = 10
_GO = {  # what one does with whom; 到 and 向 alone say too little
    "media": re.compile(
        r"(?:找|联系|求助|告诉|通知|捅给|捅到|发到?|发在|传到|投给?|请|@)(?:了|过|个|一下)?\s?\Z"
    ),
    "hotline": re.compile(
        r"(?:拨打|[打拨找去到向]|通过)(?:了|过|一下|政府|当地|市政府|本地|电话|热线|你们的)*\s?\Z"
    ),
    "regulator": re.compile(
        r"(?:去|找|告到|闹到|捅到|投诉到|上)(?:了|过|到|当地|市|区|县|省)*\s?\Z"
    ),
    "court": re.compile(
        r"(?:去|上|告到|找|请|委托|咨询|联系|闹到|向|到)(?:了|过|当地|市|区|县|个|人民)*\s?\Z"
    ),
    # An amount, because many a tired customer takes sleeping pills.
    "self_harm": re.compile(
        r"(?:[吃喝服灌](?:了|下|掉|光|完)*|吞(?:了|下|掉|光|完|服)*)"
        r"(?:[一二两三半整几]*(?:瓶|盒|把|包|板|大瓶|整瓶|大把)(?:的)?)\Z|(?:吞|服|喝)(?:了|下)\Z"
    ),
}
_LONGEST_GO = 8
_ACT_BEHIND = re.compile(
    r"[^,，。!！?？;；\n]{0,6}?(?:投诉|举报|见(?=[\s,，。!！?？]|\Z)|反映|起诉|告(?![诉知])|曝光|维权|申诉|检举|报案|求助|说理|评理|处理|讨公道)"
)
_PASSIVE = re.compile(r"(?:被|被你们|你们要?|你们还|对方要?|商家要?|他们要?|公司要?)\Z")
_DENIED = re.compile(
    r"(?:不想|不会|不愿意?|不打算|没想过?|没打算|不是要|不是想|不必|没必要|不至于|别|不希望|没有|没|不用|懒得|不敢)[^,，。!！?？;；\n]{0,6}\Z"
)
_WEIGHTS = {
    "self_harm": 6.0,
    "safety": 5.0,
    "court": 4.0,
    "media": 3.5,
    "regulator": 3.0,
    "hotline": 2.5,
}


def threats(sheet: Sheet) -> Iterator[Mark]:
    """Yield the threats: an act and where it goes (发到抖音), or words that say both (起诉).

    A body that is only named (法院路, 消协的规定) is none, nor is what the customer denies.
    """
    joined: Mark | None = None
    for mark in _single(sheet):
        if joined and joined.value == mark.value and mark.start <= joined.end + 1:
            joined = Mark(joined.start, max(mark.end, joined.end), mark.value, joined.weight)
            continue
        if joined:
            yield joined
        joined = mark
    if joined:
        yield joined


def _single(sheet: Sheet) -> Iterator[Mark]:
    hits = [hit for hit in sheet.of("threats") if hit.value != "none"]
    acts = [hit for hit in hits if hit.value.endswith(".act")]
    places = [act.start for act in acts]
    for hit in hits:
        kind, _, part = hit.value.partition(".")
        if part == "act" or _is_denied(sheet.text, hit, kind):
            continue
        span = (hit.start, hit.end) if part == "both" else _with_act(sheet, hit, acts, places)
        if span and not _PASSIVE.search(sheet.text, max(span[0] - 3, 0), span[0]):
            yield Mark(*span, kind, _WEIGHTS[kind])


def _with_act(
    sheet: Sheet, goal: Hit, acts: list[Hit], places: list[int]
) -> tuple[int, int] | None:
    """Return the span of a goal and of what is done there, in one clause and near each other."""
    place = bisect_left(places, goal.start) - 1
    if place >= 0 and not goal.value.startswith("self") and goal.start - acts[place].end <= _REACH:
        act = acts[place]
        if act.end <= goal.start and not sheet.breaks(act.end, goal.start):
            return act.start, goal.end
    going = _GO[goal.value.partition(".")[0]].search(
        sheet.text, max(goal.start - _LONGEST_GO, 0), goal.start
    )
    behind = _ACT_BEHIND.match(sheet.text, goal.end) if not goal.value.startswith("self") else None
    if not going and not behind:
        return None
    start = going.start() if going else goal.start
    start -= not going and sheet.text[start - 1 : start] in {"向", "到", "给", "在"}
    return start, behind.end() if behind else goal.end


def _is_denied(text: str, hit: Hit, kind: str) -> bool:
    return kind != "self_harm" and bool(_DENIED.search(text, max(hit.start - 12, 0), hit.start))
