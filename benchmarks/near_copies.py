"""Whether what is told twice is found, and what is not one matter is left alone. All invented.

make bench SUBJECT=near_copies
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

from django.db import transaction

from benchmarks.table import show
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions.signing import sign
from zhuanji.triage.models import TermStatistics
from zhuanji.triage.neighbours.terms import terms_of
from zhuanji.triage.neighbours.weights import Weights
from zhuanji.triage.queries import may_be_the_same
from zhuanji.triage.queries.lookup import knowledge
from zhuanji.triage.queries.neighbours import Described, matches, one_matter

_AT = datetime(2026, 3, 2, tzinfo=UTC)
_THINGS = (
    "电水壶",
    "空调",
    "洗衣机",
    "手机",
    "儿童推车",
    "燃气灶",
    "行李箱",
    "耳机",
    "床垫",
    "跑步机",
)
_FAULTS = (
    "用了三天就漏电，手一碰就发麻",
    "收到的时候外壳裂开一条缝，包装是完好的",
    "半夜发出很大的响声，邻居都来敲门",
    "充不进电，换了两根线都没有反应",
    "有一股刺鼻的气味，开窗一周还是散不掉",
    "显示屏经常花屏，重启以后好一会儿又坏",
)
_ANSWERS = (
    "打了五次客服电话都说会有人回电，到今天没有一个人联系我",
    "门店说过了七天不给退，售后又说要门店先开单子",
    "师傅上门看了一眼就收了一百二十元检测费，没有修好",
    "在线客服只会发同一段话，转人工排了一个小时的队",
    "寄回去检测半个月，原样寄回来说没有问题",
)
_WISHES = (
    "要求退款并赔礼道歉",
    "请尽快换一台新的",
    "希望把检测费退给我",
    "不处理我就去十二三一五投诉",
)
_PLACES = ("城东店", "城西店", "万达店", "官方网店", "火车站店", "大学城店", "机场店")
_LIKE = str.maketrans("漏电联系处理退款客服换开检测说话用", "露店连系处里腿款客福挨开捡测讲话使")
_TRADITIONAL = str.maketrans(
    "电机说话会联系尽快换门给单过显示开师傅检测费发个队没问题气味窗还响声邻",
    "電機說話會聯繫盡快換門給單過顯示開師傅檢測費發個隊沒問題氣味窗還響聲鄰",
)


def matters() -> list[str]:
    """Three hundred stories: each of a thing, a fault and an answer; they share whole sentences."""
    chance = random.Random(5)  # noqa: S311 - not for secrets
    return [
        f"我{chance.randint(2, 28)}号在{chance.choice(_PLACES)}买的{thing}，{fault}。{answer}。"
        f"订单号是{chance.randint(10**9, 10**10)}，花了{chance.randint(99, 4999)}元。"
        f"{chance.choice(_WISHES)}。"
        for thing, fault, answer in product(_THINGS, _FAULTS, _ANSWERS)
    ]


def mistyped(text: str, chance: random.Random) -> str:
    """One character in ten is another that is easily typed instead, or is left out."""
    wrong = (c if chance.random() > 0.1 else c.translate(_LIKE) for c in text)
    return "".join(c for c in wrong if chance.random() > 0.03)


def reordered(text: str, chance: random.Random) -> str:
    sentences = text.split("。")[:-1]
    chance.shuffle(sentences)
    return "。".join(sentences) + "。"


def shortened(text: str, chance: random.Random) -> str:
    """One sentence and the wish: what is typed so far."""
    return text.split("。")[chance.choice((0, 1))] + "。"


def renumbered(text: str, chance: random.Random) -> str:
    return "".join(str(chance.randint(0, 9)) if c.isdigit() else c for c in text)


Change = Callable[[str, random.Random], str]
CHANGES: dict[str, Change] = {
    "the same": lambda text, _chance: text,
    "typing errors": mistyped,
    "traditional characters": lambda text, _chance: text.translate(_TRADITIONAL),
    "sentences re-ordered": reordered,
    "another number": renumbered,
    "typing errors, re-ordered": lambda text, chance: mistyped(reordered(text, chance), chance),
    "one sentence typed": shortened,
}


def main() -> None:
    stories = matters()
    with transaction.atomic():
        known = registered(stories)
        lines = [measure(name, change, stories, known) for name, change in CHANGES.items()]
        transaction.set_rollback(True)
    head = ("told again with", "first offered", "on arrival: recall", "precision", "others offered")
    show(f"{len(stories)} matters, each told again by a stranger", head, lines)


def registered(stories: list[str]) -> dict[int, int]:
    """Register every story; the place of each by the complaint's id."""
    rows = [
        actions.Row(read_registration({"channel": "web", "account": text}), f"copies:{place}")
        for place, text in enumerate(stories)
    ]
    actions.register_complaints(by=SYSTEM, at=_AT, rows=rows)
    mine = Complaint.objects.filter(source_key__startswith="copies:")
    weights = Weights.learn(terms_of("", text) for text in stories)
    TermStatistics.objects.create(
        counts=weights.to_bytes(), sampled=weights.sampled, complaints=len(stories), at=_AT
    )
    sign(mine)
    return {pk: int(key.partition(":")[2]) for pk, key in mine.values_list("pk", "source_key")}


def measure(
    name: str, change: Change, stories: list[str], known: dict[int, int]
) -> tuple[object, ...]:
    chance = random.Random(name)  # noqa: S311
    first = hits = told = offered = 0
    for place, story in enumerate(stories):
        words = change(story, chance)
        typed = may_be_the_same(SYSTEM, customers=[], words=words)
        places = [known.get(match.complaint.pk) for match in typed]
        first += places[:1] == [place]
        offered += len(places)
        found = one_matter(matches(Described(account=words), knowledge(), Complaint.objects.all()))
        marked = [known.get(match.complaint.pk) for match in found]
        hits += place in marked
        told += len(marked)
    many = len(stories)
    share = f"{hits / told:.2f}" if told else "-"
    extra = f"{(offered - first) / many:.1f}"
    return name, f"{first / many:.2f}", f"{hits / many:.2f}", share, extra


if __name__ == "__main__":
    main()
