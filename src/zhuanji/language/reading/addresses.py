"""Street addresses: 人民路88号3栋2单元501室, 阳光花园12幢, 世纪大道1200弄."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.sheet import Mark, Sheet

_SIGNS = ("号", "栋", "幢", "单元", "弄")
_NUMBER = r"(?:[a-z]?[0-9]{1,5}(?![0-9])(?:-[0-9]{1,4})?|[一二三四五六七八九十百]{1,4})"
_PART = r"(?:号院|号楼|号|弄|栋|幢|座|单元|层|楼|室|户)"
_TAIL = rf"(?:附{_NUMBER}号)?(?:\s?-?{_NUMBER}\s?{_PART})*(?:\s?-?[0-9]{{3,4}}(?![0-9年月日元块个多.]))?"
_ESTATE = (
    "花园|小区|家园|公寓|公馆|山庄|新村|新城|名城|华府|雅苑|嘉园|人家|大厦|广场|苑|府|庭|郡|湾"
)
_ROAD = re.compile(
    rf"(?:大道|大街|路|街|巷|胡同|道)(?:[东西南北中]?[一二三四]?段)?\s?(?:{_NUMBER}\s?(?:号院|号楼|号|弄)){_TAIL}"
)
_HOUSE = re.compile(
    rf"(?:{_ESTATE})(?:[一二三四五六七八九]期|[东西南北a-d]区)?\s?{_NUMBER}\s?(?:栋|幢|号楼|座){_TAIL}"
)
_BARE = re.compile(
    rf"(?<![a-z0-9一二三四五六七八九十])(?:[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}})\s?(?:栋|幢|号楼|座)\s?{_NUMBER}\s?单元{_TAIL}"
)
_NAME = re.compile(r"[一-鿿]{1,8}\Z")
_NAME_BEGINS = re.compile(
    ".*(?:地址|位于|收货|收件|小区|花园|[在住到至于是去的从区市县镇乡村我你他她们家给往向寄送叫和跟把将了])(?=.)"
)
_NO_ROAD = re.compile("(?:[一二两三四五六七八九十几这那条半同问网线公马铁思套出电]|知)\\Z")


def addresses(sheet: Sheet) -> Iterator[Mark]:
    """Yield addresses down to the number; the value is written without gaps."""
    text = sheet.text
    if not any(sign in text for sign in _SIGNS):
        return
    for pattern, named in ((_ROAD, True), (_HOUSE, True), (_BARE, False)):
        for found in pattern.finditer(text):
            start = _start(sheet, found.start()) if named else found.start()
            if start is not None and sheet.is_free(start, found.end()):
                sheet.take(start, found.end())
                value = "".join(text[start : found.end()].split()).upper()
                yield Mark(start, found.end(), value)


def _start(sheet: Sheet, place: int) -> int | None:
    """Return where the name before a 路 or 花园 begins; None where none stands."""
    name = _NAME.search(sheet.text, max(place - 8, 0), place)
    if not name or _NO_ROAD.search(sheet.text, max(place - 1, 0), place):
        return None
    cut = _NAME_BEGINS.match(sheet.text, name.start(), place)
    start = cut.end() if cut else name.start()
    inside = [hit.end for hit in sheet.of("places") if start < hit.end < place]
    start = max([start, *inside])
    return start if start < place else None
