"""What the customer asks for: refund, exchange, repair, price reduction, compensation and so on."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.frames import NEAR, REACH, Frames
from zhuanji.language.reading.sheet import Mark, Sheet
from zhuanji.language.reading.words import Hit

_ALONE = re.compile(r"[吧啊呀呢的了我钱]{0,2}\s?(?:[!！。,，;；、\n]|\Z)")
_OPENS = re.compile(r"(?:\A|[。!！?？;；,，、\n:：\s])\Z")
_DENIED_BEHIND = re.compile("(?:就)?(?:不必了|不用了|算了|就算了|免了|不要了)")
_AND = re.compile(
    "[,，、;；]?(?:并且?|和|及|以及|同时|还有?|或者?|与|跟|再|另外|而且|且|也)?[给为对向]?[我你]?们?"
)
_SUM_BACK = re.compile(
    r"(?P<back>退(?:还|回|给|我|你?们|全部|剩余|多收的?|那)*)\s?(?P<sum>[0-9]|[一二两三四五六七八九十百千几]+(?=[元块百千万]))"
)
_SUM = re.compile(
    "[0-9][0-9,.]{0,11}[多余]?[元块万千百]|[一二两三四五六七八九十百千万几零]{1,8}[多余]?(?:元|块|万|千|百)?钱?"
)
_STRONG, _WEAK = 2.0, 0.5
_SAID_AGAIN = 5


def demands(sheet: Sheet) -> Iterator[Mark]:
    """Yield the demands, from the word that makes it one (要求, 不给) to its end.

    What is denied (不要赔偿), done (已退款) or only spoken of (退款流程) is no demand.
    """
    hits = [hit for hit in _with_sums(sheet) if hit.value != "none"]
    if hits:
        frames = Frames(sheet)
        last: Mark | None = None  # one 要求 may ask for two things
        for hit in hits:
            mark = _demand(sheet, hit, frames, last)
            if mark:
                yield mark
            last = mark or last


def _with_sums(sheet: Sheet) -> list[Hit]:
    """Return the known words, and 退 where a sum of money stands right behind it (退1000元)."""
    known = sheet.of("demands")
    if not (sheet.figures or sheet.numerals) or "退" not in sheet.text:
        return known
    taken = {place for hit in known for place in range(hit.start, hit.end)}
    sums = (_sum_back(sheet, found) for found in _SUM_BACK.finditer(sheet.text))
    return sorted([*known, *(hit for hit in sums if hit and hit.start not in taken)])


def _sum_back(sheet: Sheet, found: re.Match[str]) -> Hit | None:
    is_sum = _SUM.match(sheet.text, found.start("sum"))
    return Hit(found.start(), found.end("back"), "refund", 0.9) if is_sum else None


def _demand(sheet: Sheet, hit: Hit, frames: Frames, last: Mark | None) -> Mark | None:
    framing = frames.before(hit.start, NEAR if hit.weight <= _WEAK else REACH)
    if _DENIED_BEHIND.match(sheet.text, hit.end):
        return None
    if hit.weight >= _STRONG:
        denied = framing and framing[0].value == "never"
        start = framing[0].start if framing and framing[0].value == "want" else hit.start
        return None if denied else Mark(start, hit.end, hit.value, 1.0)
    if not framing:
        asked = (hit.weight >= 1 and _stands_alone(sheet.text, hit)) or (
            last and _AND.fullmatch(sheet.text, last.end, hit.start)
        )
        return Mark(hit.start, hit.end, hit.value, 0.5) if asked else None
    return _framed(hit, framing, last.end if last else 0)


def _framed(hit: Hit, framing: list[Hit], earlier: int) -> Mark | None:
    values = [frame.value for frame in framing]
    if "never" in values:
        return None
    if values[0] in {"done", "offered"}:
        return None
    first = framing[0]
    for frame in framing:
        if frame.value == "want" and frame.end >= first.start - 1:
            first = frame
    start = first.start if first.start >= earlier else hit.start
    return Mark(start, hit.end, hit.value, framing[0].weight)


def _stands_alone(text: str, hit: Hit) -> bool:
    """Say whether the demand is all there is in its clause, said once or often (退款！)."""
    start, end = hit.start, hit.end
    word = text[start:end]
    for _ in range(_SAID_AGAIN):
        start -= len(word) * text.endswith(word, 0, start)
        end += len(word) * text.startswith(word, end)
    opens = start == 0 or _OPENS.search(text, start - 1, start) is not None
    return opens and _ALONE.match(text, end) is not None
