"""法律风险: what sends a complaint to legal counsel, with the words that did. A list, not a score."""

import re
from dataclasses import dataclass
from typing import Any

from zhuanji.triage.deciding.harm import DANGER, INJURY, Harm, compared
from zhuanji.triage.deciding.proposals import Span

_LEGAL_THREATS = ("court", "regulator")
_LEAK = re.compile(
    "(?:个人|用户|客户|我的|身份|家庭|隐私)[^，。！？,.!?\n]{0,6}(?:泄露|泄漏|外泄|被卖|倒卖|公开了)"
    "|(?:泄露|泄漏|外泄|倒卖|出卖)[^，。！？,.!?\n]{0,6}(?:个人信息|信息|隐私|资料|电话|住址|地址|身份证)"
)
_MINOR = re.compile(
    "未成年|婴儿|婴幼儿|新生儿|宝宝|小孩|孩子|小朋友|儿童|幼儿|女儿|儿子|小学生|初中生|(?:[一二三四五六七八九十]|1?[0-9])岁"
)
_CHARGED = re.compile("充值|打赏|氪金|扣款|消费了")


@dataclass(frozen=True)
class Trigger:
    """kind: court, regulator, injury, minor or leak; the places are never empty."""

    kind: str
    spans: tuple[Span, ...]

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "spans": [list(span) for span in self.spans[:20]]}


def triggers_in(text: str, *, harm: Harm, threats: list[tuple[str, Span]]) -> tuple[Trigger, ...]:
    """What in this text is a matter for legal counsel.

    A child alone is none: only one who was hurt or endangered, or whose money was taken.
    """
    known = compared(text)
    found = {kind: tuple(s for k, s in threats if k == kind) for kind in _LEGAL_THREATS}
    found["injury"] = harm.spans if harm.kind == INJURY and harm.degree == 1 else ()
    minors = tuple(match.span() for match in _MINOR.finditer(known))
    endangered = harm.kind in (INJURY, DANGER) or _CHARGED.search(known)
    found["minor"] = minors if endangered else ()
    found["leak"] = tuple(match.span() for match in _LEAK.finditer(known))
    return tuple(Trigger(kind, spans) for kind, spans in found.items() if spans)
