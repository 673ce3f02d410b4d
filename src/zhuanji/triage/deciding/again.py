"""Not the first time: words that say the customer has asked, called or complained before."""

import re

from zhuanji.triage.deciding.harm import compared
from zhuanji.triage.deciding.proposals import Span

_AGAIN = re.compile(
    "第[二三四五六七八九十2-9][次回遍]|[三四五六七八九十几多好]+次(?:投诉|致电|反映|报修|维修|打电话|联系|沟通)"
    "|(?:多次|反复|一再|屡次|三番[五两]次|再三|再次|又一次|不止一次)(?:投诉|致电|反映|报修|维修|打电话|联系|沟通|催|要求|出现|出问题)"
    "|(?:投诉|致电|反映|报修|维修|联系|沟通|催)了?[^，。！？,.!?\n]{0,2}(?:多次|几次|好几次|好多次|无数次|[二两三四五六七八九十2-9]次)"
    "|投诉过|反映过|报修过|修过|换过[^，。！？,.!?\n]{0,4}(?:还是|又)|又坏了|还是不行|屡教不改|屡次三番"
)


def again_in(text: str) -> tuple[Span, ...]:
    """Where the text says so."""
    return tuple(match.span() for match in _AGAIN.finditer(compared(text)))
