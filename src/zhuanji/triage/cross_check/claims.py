"""What an account says that a record can confirm or contradict, each with its place in the account."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhuanji.language.reading import Finding, Reading

NEAR = 12  # characters in which a word says what an amount or a day is about
_BREAK = re.compile("[，,。！!？?；;\n]")
_CODES = {"order": "order_number", "product_model": "model", "batch": "batch"}
_MONEY = (
    ("", re.compile("赔|补偿|要求|希望|罚|押金|欠|工资|优惠|券|减")),  # wanted, or not the price
    ("refunded", re.compile("退|返还|返现")),
    ("paid", re.compile("花|付|支付|扣|买|价|交了|收了|金额|一共|总共|共计|充|下单|订单|购")),
)
_DAYS = (
    ("refunded_at", re.compile("退款|退钱|退费|退了|到账")),
    ("shipped_at", re.compile("发货|寄出|发出|发的货|寄的")),
    ("delivered_at", re.compile("收到|签收|到货|送到|送来|送达|拿到|到手")),
    ("paid_at", re.compile("付款|支付|付的|付了|扣款|扣费|扣了|扣的|充值|缴费|交的")),
    ("ordered_at", re.compile("下单|下的单|购买|买|拍的|拍下|订购|订的|订了|网购|购入|购于")),
)
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
    what = _CODES.get(finding.kind, "")
    if finding.kind == "amount":
        what = _topic(text, finding, _MONEY, behind_first=False)
    elif finding.kind == "moment" and finding.value:
        what = _topic(text, finding, _DAYS, behind_first=True)
    if what:
        yield Claim(what, finding.start, finding.end, finding.text, finding.value)


def _topic(
    text: str,
    finding: Finding,
    topics: tuple[tuple[str, re.Pattern[str]], ...],
    *,
    behind_first: bool,
) -> str:
    """Return what the words around in the same clause say it is about; 没发货 says nothing of it."""
    before = _BREAK.split(text[max(finding.start - NEAR, 0) : finding.start])[-1]
    behind = _BREAK.split(text[finding.end : finding.end + NEAR])[0]
    for words in (behind, before) if behind_first else (before, behind):
        for what, pattern in topics:
            if found := pattern.search(words):
                return "" if _NOT.search(words, max(found.start() - 2, 0), found.start()) else what
    return ""
