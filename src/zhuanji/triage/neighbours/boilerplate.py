"""Words that nearly every complaint has and that say nothing of its matter. Pure."""

from zhuanji.triage.neighbours.terms import number_of

_WORDS = (
    "订单 单号 编号 客服 你好 您好 谢谢 感谢 请问 尽快 要求 希望 投诉 电话 号码 联系 处理 解决 反映 给我 我们 你们 他们 这个 现在 一个 "
    "没有 商家 平台 问题 时候 知道 怎么 什么 还是 就是 已经 然后 结果 今天 昨天 单子 订单号"
)
PHRASES = frozenset(_WORDS.split())
TERMS = frozenset(number_of(word) for word in PHRASES)


def is_boilerplate(phrase: str) -> bool:
    """Say whether a phrase is made of nothing but such words (订单号, 客服电话)."""
    rest = phrase
    for word in sorted(PHRASES, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest.strip("号是的了在 ")
