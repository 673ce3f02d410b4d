"""What an account says that a record can confirm or contradict, each with its place in the account."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhuanji.language.reading import Finding, Reading
from zhuanji.language.reading.numerals import read_number
from zhuanji.triage.cross_check.denials import denials_in
from zhuanji.triage.cross_check.goods import goods_in

NEAR = 12  # characters in which a word says what an amount or a day is about
_BREAK = re.compile("[，,。！!？?；;：:\n]")
_CODES = {"order": "order_number", "product_model": "model", "batch": "batch"}
_MONEY = (
    # wanted, or another price than the order's
    (
        "",
        re.compile(
            "赔|补偿|要求|希望|罚|押金|欠|工资|优惠|券|减|[多少乱][扣收退付]|报价|充|每月|月租"
        ),
    ),
    ("refunded", re.compile("退|返还|返现")),
    ("paid", re.compile("花|付|支付|买|价|交了|收了|金额|下单|订单|购")),
)
_BOUGHT_FOR = re.compile("(?:的|钱)?(?:买|购|拍|下单)(?!个|一)")
_DAYS = (
    ("refunded_at", re.compile("退款|退钱|退费|退了|到账")),
    ("shipped_at", re.compile("发货|寄出|发出|发的货|寄的")),
    ("delivered_at", re.compile("收到|签收|到货|送到|送来|送达|拿到|到手")),
    ("paid_at", re.compile("付款|支付|付的|付了|扣款|扣的")),
    ("ordered_at", re.compile("下单|下的单|购买|买的|买了|拍的|拍下|订购|网购|购入|购于")),
)
_DAMAGE = re.compile(
    "医院|看病|治疗|医药|检查费|挂了.{0,3}水|住院|误工|打车|车费|路费|快递费|运费|律师费"
)
_ASKED_BACK = re.compile(
    "(?:要求|申请|请|希望|给我|必须|全额|应该?|要|马上|立即|诉求)[^赔押罚补减差偿]{0,6}退(?!一赔)[^赔押罚补差，,。]{0,5}\\Z"
)
_TIMES = re.compile("退一赔|[两双三十]倍|赔偿?")
_WAITED = re.compile(
    r"等了(?:整整|足足|快|将近|近)?(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:多)?天(?:才|终于|总算)[^没未，,。！!？?\n]{0,4}?(?:收到|到货|送到|送达|签收|拿到)"
)
_SENTENCE = re.compile("[。！!？?\n]")
_NOT = re.compile("没|未|不")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the customer says: of what kind, in which words, meaning what."""

    what: str
    start: int
    end: int
    text: str
    value: str


def claims_in(reading: Reading) -> list[Claim]:
    """Return what can be compared, in the order of the account."""
    claims = [claim for finding in reading.findings for claim in _claims(reading.text, finding)]
    return sorted([*claims, *_told_in_words(reading)], key=lambda claim: claim.start)


def _told_in_words(reading: Reading) -> Iterator[Claim]:
    """Yield what no single number says: what has not happened, how long it took, what it is."""
    for denial in denials_in(reading):
        yield Claim(denial.what, denial.start, denial.end, denial.text, "")
    for found in _WAITED.finditer(reading.text):
        if days := read_number(found["n"]):
            yield Claim("waited", *found.span(), found[0], str(int(days)))
    for kind, (start, end) in goods_in(reading.text).items():
        yield Claim("product", start, end, reading.text[start:end], kind)


def _claims(text: str, finding: Finding) -> Iterator[Claim]:
    before = _BREAK.split(text[max(finding.start - NEAR, 0) : finding.start])[-1]
    behind = _BREAK.split(text[finding.end : finding.end + NEAR])[0]
    what = _CODES.get(finding.kind, "")
    if finding.kind == "amount" and not _is_damage(text, finding.start):
        if _ASKED_BACK.search(before) and not _TIMES.search(
            text, max(finding.start - NEAR, 0), finding.end
        ):
            yield Claim("asked_back", finding.start, finding.end, finding.text, finding.value)
            return
        topic = _topic(before, _MONEY)
        what = "paid" if topic is None and _BOUGHT_FOR.match(behind) else topic or ""
    elif finding.kind == "moment" and finding.value:
        what = _topic(behind, _DAYS) or _topic(before, _DAYS) or ""
    if what:
        yield Claim(what, finding.start, finding.end, finding.text, finding.value)


def _is_damage(text: str, start: int) -> bool:
    """Say whether the sentence speaks of what the harm cost, not of what was bought."""
    return _DAMAGE.search(_SENTENCE.split(text[max(start - 2 * NEAR, 0) : start])[-1]) is not None


def _topic(words: str, topics: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    """Return what words say a number is about; nothing when they deny it (没发货), None if silent."""
    for what, pattern in topics:
        if found := pattern.search(words):
            return "" if _NOT.search(words, max(found.start() - 2, 0), found.start()) else what
    return None
