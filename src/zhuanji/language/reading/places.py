"""Places: provinces, cities and counties of China, written one behind the other or alone."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.gazetteer import CANDIDATES
from zhuanji.language.reading.sheet import Mark, Sheet
from zhuanji.language.reading.words import Hit

_STREET = re.compile("[东西南北中]?[一二三四五]?(?:路|街(?!道)|大道|巷|桥|大桥|高速|地铁站)")
_PARTS = re.compile("[/|]")
_NO_PLACE = re.compile(
    "镇|乡|村|小学|中学|置(?!业)|湾|啤酒|银行|大众|现代|烤鸭|火锅|小面|拉面|鸭脖|热干面|白药|奔驰|汽车|卫视|牌|电视|时间|话|菜|人寿|证券|信托|航空|豆腐|石|玉|"
    "火腿|大学|学院|米粉|酒店|宾馆|饭店|餐厅|花园|小区|苑|公馆|公寓|华府|名城|家园|人家|豪庭|山庄|新村|国际城|庄园|名都|壹号|府邸|印象|风情|时光|里小区|城小区|郡|路店|移动|联通|电信|晚报|日报"
)


def places(sheet: Sheet) -> Iterator[Mark]:
    """Yield places; 湖南省长沙市岳麓区 is one. Streets, brands and banks named after one are none.

    A name that several places share is taken for the one in the place named last, if there it is.
    """
    hits = [hit for hit in sheet.of("places") if not _is_something_else(sheet.text, hit)]
    last = ""
    for group in _neighbours(hits):
        value = ""
        for hit in group:
            value = _choose(hit.value, value or last)
        last = last if CANDIDATES in value else value
        start, end = group[0].start, group[-1].end
        yield Mark(start, end, value if CANDIDATES not in value else sheet.text[start:end])


def _is_something_else(text: str, hit: Hit) -> bool:
    if _STREET.match(text, hit.end):
        return True
    is_short = text[hit.start : hit.end] not in _PARTS.split(hit.value)
    return is_short and _NO_PLACE.match(text, hit.end) is not None


def _neighbours(hits: list[Hit]) -> Iterator[list[Hit]]:
    group: list[Hit] = []
    for hit in hits:
        if group and (hit.start != group[-1].end or not _lies_in(hit, group[-1])):
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _lies_in(hit: Hit, larger: Hit) -> bool:
    paths = larger.value.split(CANDIDATES)
    return any(
        inner.startswith(f"{path}/") for inner in hit.value.split(CANDIDATES) for path in paths
    )


def _choose(candidates: str, near: str) -> str:
    """Return the candidate inside the place named before, then the one in the same province."""
    paths = candidates.split(CANDIDATES)
    for prefix in (near, near.rpartition("/")[0], near.partition("/")[0]) if near else ():
        inside = [path for path in paths if prefix and path.startswith(f"{prefix}/")]
        if len(inside) == 1:
            return inside[0]
    return candidates
