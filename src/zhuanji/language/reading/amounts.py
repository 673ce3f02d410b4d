"""Amounts of money in figures and in Chinese: ￥99.9, 1.2万元, 三千五, 两百多块, 3块5."""

import re
from collections.abc import Iterator
from decimal import Decimal

from zhuanji.language.reading.numerals import read_number, read_numeral
from zhuanji.language.reading.sheet import Mark, Sheet

_SCALES = {"千": 10**3, "k": 10**3, "万": 10**4, "w": 10**4, "十万": 10**5, "百万": 10**6}
_SCALES |= {"百": 100, "千万": 10**7, "亿": 10**8}
_SMALL = "[0-9一二两三四五六七八九]"
_NO_YUAN = "旦宵件素器月年代宇气芳老帅凶首配"
_NO_PIECE = "地砖石布屏板电表玻肉糖蛋手田牌木铁钢区面补豆饼巧姜玉瓷塑抹毛墙广金银显硬内主"
_CURRENCY = rf"(?:元(?![{_NO_YUAN}])|圆(?!形|圈|润|满)|块(?:钱|(?![{_NO_PIECE}儿]))|美元|美金|港[币元]|欧元|日元|人民币|rmb|[¥￥])"
_CENTS = rf"(?:(?P<jiao>{_SMALL})(?:[角毛](?:(?P<fen>{_SMALL})分)?|(?=[\s,，.。!！?？;；、)）]|\Z|[一每的了多左钱])))?"
_FIGURES = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?(?![0-9])|[0-9]{1,12}(?:\.[0-9]{1,4})?(?![0-9]))"
    r"(?P<before>[多余来])?\s?(?P<scale>[十百千]?万|亿|千|百|[wk](?![a-z]))?(?P<tail>[0-9](?![0-9.]))?"
    rf"(?P<more>[多余来])?\s?(?P<unit>{_CURRENCY}{_CENTS}(?:人民币)?|[角毛](?=钱|[\s,，.。!！?？;；、)）/一]|\Z))?(?P<yu>[多余]?(?:钱)?)"
)
_NUMERAL_UNIT = re.compile(
    rf"(?P<more>[多余来几])?(?P<unit>{_CURRENCY}{_CENTS}(?:人民币)?|[角毛](?=钱|[\s,，.。!！?？;；、)）/一]|\Z)(?:钱)?)"
)
_SIGN = re.compile(r"(?:[¥￥$]|rmb|人民币)\s?\Z")
_SPENT = re.compile(
    r"(?:花费?|付款?|交|缴|收费?|扣款?|退款?|赔偿?|退还|退回|返还|返现|补偿|补|损失|价格?|售价|原价|现价|卖|费用?|金额|充值?|充|转账|转了|转|"
    r"欠|亏|省|优惠|便宜|降价?|涨价?|涨到|罚款?|要价|报价|押金|定金|订金|房租|租金|工资|月租|总共|一共|共计|合计|多收|少收|少退|只退|只给|贵|买|借|骗)"
    r"(?:了|我|到|款|是|为|我们|还|掉|过|去|回|大?约|近|将近|差不多|至少|只|给我|给|[:：]|\s|,)?(?:了|我|约|近)?\Z"
)
_MONEY_ENDS = re.compile(
    r"\s*(?:[,，。!！?？;；、)）:：]|\.(?![0-9])|\Z|[的了给还却才就都我你他但没不也可是被左以多吧吗呢啊和或结让]|定金|押金|学费|房租|现金|运费|工资|费用)"
)
_NUMERAL_SCALE = re.compile("[百千万亿]")
_PIECES = re.compile(
    r"块(?!钱|[0-9一二三四五六七八九]|[,，。！!？?;；、\s]|\Z|[多左以上下不就都也的了买我你他给退还没而却才可])"
)
_BEHIND_MONEY = frozenset("元圆块角毛美港欧日人r¥￥多余来几")
_PAIR_SCALE = "(?P<scale>十万|百万|[十百千万])?"
_SEVERAL = re.compile(
    f"(?:好|有|要)?(?<![十百千万第零一二三四五六七八九0-9])几{_PAIR_SCALE.rstrip('?')}"
)
_PAIR = re.compile(f"(?P<low>[一二两三四五六七八])(?P<high>[两二三四五六七八九]){_PAIR_SCALE}\\Z")
_RANGE_UNIT = re.compile(rf"[多来]?(?:{_CURRENCY})(?:钱)?")
_SMALL_VALUES = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_PAIR_SCALES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6}
_FEW = 10  # 两块 is more often two pieces than two yuan


def amounts(sheet: Sheet) -> Iterator[Mark]:
    """Yield amounts; the value is what is certain: 两百多块 is 200, 两三千 2000/3000."""
    text = sheet.text
    for told in ranges(text, sheet.numerals):
        if sheet.is_free(told.start, told.end):
            sheet.take(told.start, told.end)
            yield told
    for start, _ in sheet.free_figures():
        mark = _in_figures(text, start)
        if mark and sheet.is_free(mark.start, mark.end):
            sheet.take(mark.start, mark.end)
            yield mark
    for start, end in sheet.numerals:
        mark = _in_numerals(text, start, end) if _may_be_money(text, start, end) else None
        if mark and sheet.is_free(mark.start, mark.end):
            sheet.take(mark.start, mark.end)
            yield mark


def _may_be_money(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in _BEHIND_MONEY or end - start > 1


def _in_figures(text: str, start: int) -> Mark | None:
    found = _FIGURES.match(text, start)
    if not found or (text[start - 1 : start] in {".", "-"} and start):
        return None
    sign = _SIGN.search(text, max(start - 4, 0), start)
    if not sign and not found["unit"] and not _is_spent(text, start, found.end()):
        return None
    value = Decimal(found["number"].replace(",", "")) * _SCALES.get(found["scale"] or "", 1)
    if found["tail"]:
        if not found["scale"]:
            return None
        value += Decimal(found["tail"]) * _SCALES[found["scale"]] / 10
    if (
        found["unit"]
        and not sign
        and value < _FEW
        and _counts_pieces(text, start, found.start("unit"), value)
    ):
        return None
    value = _with_cents(value, found)
    return Mark(sign.start() if sign else start, _end(found), as_decimal(value))


def _in_numerals(text: str, start: int, end: int) -> Mark | None:
    found = _NUMERAL_UNIT.match(text, end)
    value = read_numeral(text[start:end])
    if value is None or (text[start - 1 : start] in {"第", "几", "数", "."} and start):
        return None
    if not found:
        spoken = end - start > 1 and _NUMERAL_SCALE.search(text, start, end)
        return (
            Mark(start, end, as_decimal(value)) if spoken and _is_spent(text, start, end) else None
        )
    if (
        value < _FEW
        and not found["more"]
        and _counts_pieces(text, start, found.start("unit"), value)
    ):
        return None
    return Mark(start, _end(found), as_decimal(_with_cents(value, found)))


def _is_spent(text: str, start: int, end: int) -> bool:
    """Say whether words around tell that a bare number is money."""
    return _MONEY_ENDS.match(text, end) is not None and _says_spent(text, start)


def _is_paid(text: str, start: int, end: int) -> bool:
    return _is_spent(text, start, end) or (text.startswith("买", end) and _says_spent(text, start))


def _says_spent(text: str, start: int) -> bool:
    return _SPENT.search(text, max(start - 8, 0), start) is not None


def _counts_pieces(text: str, start: int, unit: int, value: Decimal) -> bool:
    """Tell 三块地 and 一块去 from 三块钱."""
    if value == 1 and text.startswith("块", unit) and not text.startswith("块钱", unit):
        return not _says_spent(text, start)
    return _PIECES.match(text, unit) is not None


def _with_cents(value: Decimal, found: re.Match[str]) -> Decimal:
    if (found["unit"] or "").startswith(("角", "毛")):
        return value / 10
    for group, share in (("jiao", 10), ("fen", 100)):
        value += (read_number(found[group] or "0") or Decimal(0)) / share
    return value


def _end(found: re.Match[str]) -> int:
    return found.end()


def as_decimal(value: Decimal) -> str:
    """Return a decimal number as plain text: 12000, 99.9."""
    return format(value.normalize(), "f")


def ranges(text: str, numerals: list[tuple[int, int]]) -> Iterator[Mark]:
    """Yield sums of which only a range is told: 几百块 is 200/900, 两三千 2000/3000."""
    few = ((found, (2, 9)) for found in _SEVERAL.finditer(text)) if "几" in text else ()
    pairs = ((_PAIR.match(text, start, end), None) for start, end in numerals if end - start > 1)
    for found, bounds in (*few, *pairs):
        if found is None:
            continue
        unit = _RANGE_UNIT.match(text, found.end())
        if not unit and not (found["scale"] and _is_paid(text, found.start(), found.end())):
            continue
        low, high = bounds or (_SMALL_VALUES[found["low"]], _SMALL_VALUES[found["high"]])
        scale = _PAIR_SCALES.get(found["scale"] or "", 1)
        if low < high:
            yield Mark(
                found.start(), unit.end() if unit else found.end(), f"{low * scale}/{high * scale}"
            )
