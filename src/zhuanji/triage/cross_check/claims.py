"""What an account says that a record can confirm or contradict, each with its place in the account."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhuanji.language.reading import Finding, Reading

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
    return [claim for finding in reading.findings for claim in _claims(reading.text, finding)]


def _claims(text: str, finding: Finding) -> Iterator[Claim]:
    before = _BREAK.split(text[max(finding.start - NEAR, 0) : finding.start])[-1]
    behind = _BREAK.split(text[finding.end : finding.end + NEAR])[0]
    what = _CODES.get(finding.kind, "")
    if finding.kind == "amount" and not _is_damage(text, finding.start):
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
