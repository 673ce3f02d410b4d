"""Order numbers, batches and product models: runs of letters and figures, told apart by what is around."""

import re
from collections.abc import Iterator

from zhuanji.language.reading.cues import called, goes_on_before
from zhuanji.language.reading.sheet import Mark, Sheet

_CODE = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*+")
_LONGEST = 40
_PLACE = 3  # characters of G2 and A12, which are parts of a town
_COUNTED = re.compile(r"\s?[年月日元块个份张天次点时万千百件人%楼栋平条]|[.][0-9]")
_FEWEST_FIGURES = 4  # in an order number that is called one

_ORDER_BEHIND = re.compile(
    r"[”\"」』)）]?\s?(?:的|这个|这笔|这一?单|号)?(?:的)?(?:订单|运单|快递单|工单|单子|流水)"
)
_TYPICAL_ORDER = re.compile(
    r"[0-9]{6}-[0-9]{15}"  # shops that put the day first
    r"|20[2-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{6,16}"
    r"|(?:sf|yt|jt|jd|zto|sto|yd|ems|db|uc|dpk|jdv[a-z]{0,2})[0-9]{10,16}"
    r"|e[a-z][0-9]{9}cn"
    r"|(?:dd|so|no|xs|po|ddh|order|ord)[-_]?[0-9]{8,20}"
    r"|(?:dd|so|xs|po|ord)(?:[-_][0-9]{3,14}){1,3}"
)

_MODEL = re.compile(r"[a-z]{1,6}-?[0-9]{2,5}[a-z]{0,4}(?:[-/][a-z0-9]{1,8}){0,3}")
_FAMILY = re.compile(
    r"[a-z0-9]* ?(?:[a-z]?[0-9]{1,4}[a-z]{0,2}|x|se|air|pro|[sxy3])"
    r"(?: ?(?:pro|max|plus|ultra|mini|air|se|gt|青春版|至尊版))*(?![a-z0-9]|\s?[斤元块万百个袋包箱克公千年月日号点天部台])"
)
_VARIANT = re.compile(r"(?: (?:pro|max|plus|ultra|mini|lite|air|se)(?![a-z0-9]))+")
_COMPOSED = re.compile(
    r"(?=(?:[^0-9]*[0-9]){2})(?=(?:[^a-z]*[a-z]){2})[a-z]{1,6}[0-9]{0,3}-[a-z0-9]{4,16}"
)
_SHORT = re.compile(r"[a-z]{1,3}[0-9]{1,4}[a-z]{0,3}[0-9]?")
_THING = re.compile(
    r" ?(?:pro|max|plus|ultra|mini|lite|se)? ?(?:款|型|系列|的?)(?:手机|平板|笔记本|电脑|空调|冰箱|电视|相机|鼠标|键盘|耳机|音箱|手表|手环|显卡|路由器|洗衣机|烘干机|热水器|净水器|净化器|洗碗机|吸尘器|扫地机|扫拖机|油烟机|投影仪|打印机|电饭煲|微波炉|烤箱|电动车|门锁|摄像头|风扇|电吹风|剃须刀|台灯|行车记录仪)"
)
_MEASURED = re.compile(
    "(?:[345]g|wifi[0-9]|mp[34]|usb[0-9]?|type|no[0-9]+|top[0-9]+|qq[0-9]+|vx[0-9]+)"
)
_NO_MODEL_BEHIND = re.compile(
    r"[市县区省镇乡村组栋幢座号楼路线次班级度年月日期户室层单元航航班列车高铁码段%％.]|\s?(?:号线|高速|国道|省道|车牌)"
)
_NO_MODEL = re.compile(
    r"(?:[gscpxy][0-9]{2,4}|a[0-9]|b[0-9]|[a-z]?[0-9]+(?:g|gb|kg|km|mm|cm|ml|k|m|w|v|a|p|hz|mah|kw|pm|am|h)"
    r"|no[0-9]+|qq[0-9]+|covid.*|wifi[0-9]|mp[34]|h[57]n[0-9]|utf.*|(?:gb|gbt|hj|jgj|dn|iso|db|cjj|jb|jtg|ga|din|ip|gbj)-?[0-9].*|pm2|pm10|top[0-9]+|v[0-9]+|kn95|n95|iso[0-9]+|gb[0-9]+)"
)
_NO_MODEL_BEFORE = re.compile(
    r"(?:[_区园苑城厦庭府邸座栋楼村寓层室楚京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]|车牌号?|qq|微信|vx|网址)[\s:：是为·]{0,3}\Z"
)


def codes(sheet: Sheet) -> dict[str, list[Mark]]:
    """Return the order numbers, batches and product models."""
    marks: dict[str, list[Mark]] = {"order": [], "batch": [], "product_model": []}
    for kind, mark in _codes(sheet):
        marks[kind].append(mark)
    return marks


def _codes(sheet: Sheet) -> Iterator[tuple[str, Mark]]:
    for found in _CODE.finditer(sheet.text) if sheet.figures else ():
        start, end = found.span()
        if end - start <= _LONGEST and sheet.is_free(start, end):
            kind = _kind(sheet, found)
            if kind:
                if kind == "product_model" and (variant := _VARIANT.match(sheet.text, end)):
                    end = variant.end()
                sheet.take(start, end)
                yield kind, Mark(start, end, sheet.text[start:end].upper())
    yield from _families(sheet)


def _families(sheet: Sheet) -> Iterator[tuple[str, Mark]]:
    """Yield models whose name is a word and a number: iPhone 15 Pro Max."""
    for brand in sheet.of("brands"):
        found = _FAMILY.match(sheet.text, brand.end)
        start = brand.start if brand.value == "family" else brand.end
        if (
            found
            and found.end() > brand.end
            and sheet.is_free(start, found.end())
            and not goes_on_before(sheet.text, brand.start)
        ):
            sheet.take(start, found.end())
            yield "product_model", Mark(start, found.end(), sheet.text[start : found.end()].upper())


def _kind(sheet: Sheet, found: re.Match[str]) -> str:
    code = found[0]
    if code.isalpha() or not (figures := sum(map(str.isdecimal, code))):
        return ""
    what = called(sheet, found.start())
    if what == "order" and _is_number(sheet.text, found, figures):
        return "order"
    if what == "batch" and len(code) >= _PLACE:
        return "batch"
    if what == "model" and len(code) > 1:
        return "product_model"
    if len(code) <= _PLACE:
        thing = _names_a_thing(sheet.text, found.start(), found.end(), code)
        return "product_model" if thing else ""
    return _kind_by_itself(sheet.text, found, figures)


def _is_number(text: str, found: re.Match[str], figures: int) -> bool:
    """Tell an order's number from the year of a contract and from what an order costs."""
    if _COUNTED.match(text, found.end()):
        return False
    return figures > _FEWEST_FIGURES or (figures == _FEWEST_FIGURES and figures < len(found[0]))


def _kind_by_itself(text: str, found: re.Match[str], figures: int) -> str:
    start, end, code = found.start(), found.end(), found[0]
    if _TYPICAL_ORDER.fullmatch(code):
        return "order"
    if figures >= 8 and _ORDER_BEHIND.match(text, end):  # noqa: PLR2004  # no year, no price
        return "order"
    if _names_a_thing(text, start, end, code):
        return "product_model"
    if (_MODEL.fullmatch(code) or _COMPOSED.fullmatch(code)) and _is_model(text, start, end, code):
        return "product_model"
    return ""


def _is_model(text: str, start: int, end: int, code: str) -> bool:
    return (
        sum(map(str.isalpha, code)) > 1
        and not _NO_MODEL.fullmatch(code)
        and not _NO_MODEL_BEHIND.match(text, end)
        and not _NO_MODEL_BEFORE.search(text, max(start - 6, 0), start)
    )


def _names_a_thing(text: str, start: int, end: int, code: str) -> bool:
    """Say whether a short code stands right before what it is the model of: G304鼠标, X200 Pro手机."""
    return (
        _SHORT.fullmatch(code) is not None
        and not _MEASURED.fullmatch(code)
        and _THING.match(text, end) is not None
        and not _NO_MODEL_BEFORE.search(text, max(start - 6, 0), start)
    )
