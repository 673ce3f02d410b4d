"""What the customer says has not happened (从没签收, 退款没到账), and what a record knows of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from zhuanji.language.reading import Reading
from zhuanji.language.reading.amounts import as_decimal
from zhuanji.triage.cross_check.facts import Facts

_LONG = "(?:根本|一直|从来?|始终|至今|到现在为?止?|现在|压根|完全|都|也|还|仍然?|迟迟|就|本人|我)*"
_NEVER = f"{_LONG}(?:没有?|并?未|没能)"
_WAITED = "(?:等了[^，,。!！?？\n]{1,10}?(?:天|周|星期|月|小时)[，,]?)?"
_PARCEL = "货|快递|包裹|东西|商品|物品|产品|件|邮件|订单"
_END = rf"(?:过|到)?(?:我的|这个|任何)?(?:{_PARCEL})?(?=[\s，,。!！?？;；、…~了啊呢呀吗的但却可是结]|\Z)"
_PATTERNS = {
    "not_delivered": re.compile(
        rf"{_WAITED}{_NEVER}(?:签收|收到|拿到|见到|送到|送达|到货|收着|妥投){_END}"
    ),
    "not_refunded": re.compile(
        rf"退(?:款|费|的钱|的款|回的钱)[^，,。!！?？\n]{{0,6}}?{_NEVER}(?:到账|到帐|收到|退|打|给|下来|看到|见到)[给我]*"
        rf"|{_NEVER}(?:收到|见到|看到|拿到)[^，,。!！?？\n]{{0,3}}?(?:退款|退的钱|退费)"
        rf"|(?:钱|款)?{_NEVER}(?:给我?|退我)?退(?:款|钱|费)(?!政策|规则|流程)|钱(?:都|也|还|一直|却|至今)*(?:没有?|未)退|(?:一分|分文)钱?都?(?:没有?|未)退"
    ),
    "not_shipped": re.compile(
        rf"{_NEVER}(?:给我?)?(?:发货|寄出)|(?:一直|还|就是|迟迟|始终)不(?:给我?)?发货"
    ),
}
_OTHERS = re.compile(
    r"(?:如果|要是|若|万一|假如|是否|是不是|有没有|怕|(?:商家|客服|仓库|卖家|你们|他们|对方|厂家|快递员|师傅|店家|平台)(?:说|称|讲|回复)?[^，,。]{0,4})\Z"
)
_ANOTHER = re.compile(
    r"(?:回复|答复|答案|证|绩效|工资|短信|通知|电话|发票|收据|款|钱|费|金|赠品?|礼品?|配件|优惠|积分|一部分|部分|一样|说|称|他|她)[^，,。！!？?\n]{0,5}\Z"
)
_BEFOREHAND = re.compile(r"货?(?:就|之前|以前|前|的时候|时|的话|的情况下)")
_BEFORE = 10
_HAPPENED = {
    "not_delivered": re.compile("签收|妥投|送达|已收货|交易完成|交易成功|delivered|signed"),
    "not_refunded": re.compile("已退款|退款成功|退款完成|已原路退|refunded"),
    "not_shipped": re.compile("已发货|运输|派送|派件|签收|在途|妥投|shipped|transit"),
}
_UNDONE = re.compile("未|待|没|拒|失败|异常|not |un")


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that say that something has not happened, and where they stand."""

    what: str
    start: int
    end: int
    text: str


KINDS = tuple(_PATTERNS)


def denials_in(reading: Reading) -> Iterator[Denial]:
    """Yield the first denial of each kind; conditions (没收到就退款) and what others say are none."""
    for what, pattern in _PATTERNS.items():
        for found in pattern.finditer(reading.text):
            before = reading.text[max(found.start() - _BEFORE, 0) : found.start()]
            another = what == "not_delivered" and _ANOTHER.search(before)
            if another or _OTHERS.search(before) or _BEFOREHAND.match(reading.text, found.end()):
                continue
            yield Denial(what, *found.span(), found[0])
            break


def told_of(facts: Facts, what: str, zone: tzinfo) -> str:
    """Return what a record says of it: the day, with the sum of a refund, or its own status."""
    if what == "not_delivered":
        return _day(facts.delivered_at, zone) or _status(facts, what)
    if what == "not_shipped":
        return _day(facts.shipped_at or facts.delivered_at, zone) or _status(facts, what)
    day = _day(facts.refunded_at, zone)
    paid_back = as_decimal(facts.refunded) if facts.refunded else ""
    return " · ".join(part for part in (paid_back, day) if part) or _status(facts, what)


def has_happened(what: str, value: str) -> bool:
    """Say whether these words of a record mean that it has happened."""
    if value[:1].isdecimal():
        return True
    return _HAPPENED[what].search(value.lower()) is not None and not _UNDONE.search(value.lower())


def _status(facts: Facts, what: str) -> str:
    """A status says something of a delivery, say, only where it has a word of it."""
    words = facts.status.lower()
    return facts.status if _HAPPENED[what].search(words) or _UNDONE.search(words) else ""


def _day(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).date().isoformat() if moment else ""
