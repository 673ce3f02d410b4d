"""What the customer feels, how strongly, and whether it is denied: 不是不满意，就是有点慢."""

import math
import re
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet
from zhuanji.language.reading.words import Hit

_NEAR = 3  # characters between a word and what strengthens or turns it
_POLITE = 0.8  # 不满意 says less than it means
_FAINT = 0.35  # what is weaker is not shown
_STRONGEST = 6  # feelings that count for the whole
_POLITE_WORD = "麻烦"
_ASKED = re.compile(r"(?!一大?堆)[\u4e00-\u9fff](?<![死得啊呀的事不了吗透大多少])")
_BEFORE_ASKING = re.compile(r"(?:\A|[\s,，.。!！?？;；:：、~]|请|也|就|那|再|只好|还是|想|所以)\Z")
_THANKS = re.compile(
    "(?:感谢|谢谢|多谢)(?:你们?|您们?|贵公司|贵司|商家|客服)(?:了|啊|哈|哦)[👍🌹🙏👏]*"
)
_WAITED = re.compile(
    "[等拖修坏]了我?(?:整整|足足|快|将近|近)?(?:[0-9]+|[一二两三四五六七八九十半几]+)个?多?"
    "(?:天|日|周|星期|礼拜|月|年|小时|钟头|次|回|趟)(?![^!！?？\n]{0,12}(?:终于|总算|修好|解决|退了|到了|搞定|处理好))"
)
_AROUND_THANKS = 24
_MOCKING = 1.5
_ENDING = re.compile("[^。！!？?\n]{0,8}([！!？?]{1,6})")


def emotions(sheet: Sheet) -> Iterator[Mark]:
    """Yield the feelings with the words that strengthen or weaken them; a denied one is none."""
    words = [hit for hit in sheet.of("emotions") if hit.value != "none"]
    yield from _mock_thanks(sheet.text)
    for place, hit in enumerate(words):
        if hit.value in {"degree", "turn"} or _is_polite(sheet.text, hit):
            continue
        start, factor, denied = _framed(sheet, words, place)
        if denied == (hit.value == "positive"):
            value = "disappointment" if denied else hit.value
            weight = hit.weight * factor * (_POLITE if denied else 1.0)
            if weight >= _FAINT:
                yield Mark(start, hit.end, value, weight * _emphasis(sheet.text, hit.end))


def _mock_thanks(text: str) -> Iterator[Mark]:
    """Yield thanks beside the long time one waited: 感谢你们了👍，等了半个月."""
    for found in _THANKS.finditer(text):
        around = max(found.start() - _AROUND_THANKS, 0), found.end() + _AROUND_THANKS
        if _WAITED.search(text, *around):
            yield Mark(*found.span(), "sarcasm", _MOCKING)


def _is_polite(text: str, hit: Hit) -> bool:
    """Say whether 麻烦 asks for something (麻烦重开一张) rather than complains (麻烦死了)."""
    if not text.startswith(_POLITE_WORD, hit.start) or hit.end - hit.start != len(_POLITE_WORD):
        return False
    asks = _BEFORE_ASKING.search(text, max(hit.start - 2, 0), hit.start)
    return asks is not None and _ASKED.match(text, hit.end) is not None


def intensity(marks: list[Mark]) -> float:
    """Return how strong the feelings are together, from 0 to 1."""
    strongest = sorted((mark.weight for mark in marks), reverse=True)[:_STRONGEST]
    total = sum(weight / (1 + rank / 2) for rank, weight in enumerate(strongest))
    return 1 - math.exp(-total / 3)


def _framed(sheet: Sheet, words: list[Hit], place: int) -> tuple[int, float, bool]:
    """Return where the phrase begins, how its degrees weigh, and whether it is denied."""
    start, factor, denied = words[place].start, 1.0, False
    for earlier in reversed(words[max(place - 3, 0) : place]):
        if earlier.value not in {"degree", "turn"} or start - earlier.end > _NEAR:
            break
        if sheet.breaks(earlier.end, start):
            break
        start = earlier.start
        if earlier.value == "turn":
            denied = not denied
        factor *= earlier.weight
    return start, factor, denied


def _emphasis(text: str, end: int) -> float:
    """Marks at the end of the sentence make it louder: ！！！, ？？."""
    found = _ENDING.match(text, end)
    return 1.0 + 0.15 * min(len(found[1]), 3) if found else 1.0
