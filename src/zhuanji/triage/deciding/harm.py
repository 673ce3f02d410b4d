"""What was done to somebody, or might have been: injury, danger, loss of use. Words, not tables."""

import re
from dataclasses import dataclass

from zhuanji.language.normalise import fold
from zhuanji.triage.deciding.proposals import Span

INJURY, DANGER, LOSS = "injury", "danger", "loss"
DEGREES = {INJURY: 1.0, DANGER: 0.7, LOSS: 0.4}
FEARED = 0.6  # of the degree, when it was only feared or nearly happened

_INJURY = (
    "受伤 受了伤 烫伤 烧伤 划伤 割伤 摔伤 砸伤 扎伤 灼伤 冻伤 烫到 烫了 划破 割破 起泡 水泡 红肿 骨折 住院 急诊 "
    "送医 进医院 去医院 医药费 医疗费 昏迷 晕倒 休克 中毒 过敏 皮疹 窒息 噎住 触电 电到 电击 被电了 流血 出血 "
    "呕吐 腹泻 拉肚子 上吐下泻 身亡 死亡 死了人 流产 残疾 缝针 失明"
)
_DANGER = (
    "漏电 带电 起火 着火 冒烟 冒火 火花 自燃 爆炸 炸裂 炸开 爆裂 爆开 短路 漏气 燃气泄漏 煤气泄漏 刹车失灵 失控 "
    "坠落 脱落 断裂 烧焦 烧糊 异物 玻璃渣 虫子 蟑螂 发霉 变质 馊了 过期 甲醛 有毒 重金属 超标 卡住电梯 电梯困人 被困"
)
_LOSS = (
    "无法使用 不能使用 不能用 用不了 没法用 瘫痪 停工 停产 断网 停水 停电 漏水 泡水 进水 丢失 弄丢 丢了 被盗刷 盗刷 "
    "乱扣费 多扣 重复扣款 损坏 摔坏 压坏 打不开 死机 无法登录 登录不上"
)
_WORDS = {
    word: kind
    for kind, words in ((LOSS, _LOSS), (DANGER, _DANGER), (INJURY, _INJURY))
    for word in words.split()
}
_ANY = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_BEFORE = 6  # characters in which a word of doubt or denial counts
_BREAK = re.compile(r"[,，。.!！?？;；、\n]")
_DENIED = re.compile("没有?|未|并无|无人|不会|不曾|不是|别|免得|避免|防止")
_FEARED = re.compile("怕|担心|万一|会不会|差点|险些|几乎|可能|容易|风险|隐患")


@dataclass(frozen=True)
class Harm:
    """The gravest that the words say, and where they stand; kind is "" when nothing was harmed."""

    kind: str = ""
    degree: float = 0.0
    spans: tuple[Span, ...] = ()


def compared(text: str) -> str:
    """The text as words are compared, every character in its place."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def harm_in(text: str) -> Harm:
    """Read what was harmed. Denied is not harmed; feared or nearly happened counts for less."""
    found: list[tuple[float, str, Span]] = []
    known = compared(text)
    for match in _ANY.finditer(known):
        before = _BREAK.split(known[max(0, match.start() - _BEFORE) : match.start()])[-1]
        if _DENIED.search(before):
            continue
        kind = _WORDS[match[0]]
        degree = DEGREES[kind] * (FEARED if _FEARED.search(before) else 1)
        found.append((degree, kind, match.span()))
    if not found:
        return Harm()
    degree, kind, _ = max(found, key=lambda one: one[0])
    return Harm(kind, degree, tuple(span for _, _, span in found))
