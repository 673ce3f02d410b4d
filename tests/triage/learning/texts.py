"""Invented complaints of three kinds, from a seed: enough to learn from in milliseconds."""

import random

_PARTS = {
    "logistics": (
        "快递一直没有送到",
        "物流停在中转站",
        "包裹丢在路上了",
        "派送员不打电话",
        "运单查不到",
    ),
    "price": ("多扣了会员费", "发票金额不对", "优惠券没有抵扣", "重复收费两次", "价格比页面贵"),
    "quality": ("水壶底部漏水", "屏幕出现裂纹", "用三天就坏了", "插头发热冒烟", "外壳严重掉漆"),
}
_AROUND = ("你好，", "昨天买的，", "我很生气，", "请尽快处理，", "第二次来电，", "麻烦看一下，")
_ENDS = ("。", "！", "，怎么办？", "，请回复。", "，要求解决。")


def complaints(each: int = 20, seed: int = 1) -> tuple[list[str], list[str]]:
    """Return texts and labels, `each` of every kind, in mixed order."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    rows = [(_text(chance, label), label) for label in _PARTS for _ in range(each)]
    chance.shuffle(rows)
    return [text for text, _ in rows], [label for _, label in rows]


def _text(chance: random.Random, label: str) -> str:
    parts = chance.sample(_PARTS[label], 2)
    number = chance.randint(100, 999)
    return f"{chance.choice(_AROUND)}{'，'.join(parts)}{chance.choice(_ENDS)}单号{number}"
