"""Words that mean nothing on their own: they hold a sentence together and say not what it is about."""

from zhuanji.language.normalise import fold

_WORDS = """
的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 啦 哦 嗯 哈 么 们 之 乎 者 所 把 被 给 让 叫 使 将 向 往 从 自 到 在 于 由 对 对于 关于
为 为了 因 因为 所以 因此 但 但是 可 可是 不过 然而 而 而且 并 并且 或 或者 还是 及 以及 和 与 跟 同 且 则 却 虽 虽然 如果 若 要是
即使 只要 只有 除了 除非 然后 于是 接着 最后 后来 之后 之前 以后 以前 时候 当时 现在 目前 今天 昨天 明天 刚 刚才 刚刚 已 已经 曾
曾经 正 正在 将要 就 才 又 再 也 都 还 很 太 最 更 挺 非常 十分 特别 比较 有点 有些 一些 一点 一下 一直 一共 一个 一样 一次 一天 每 各
某 这 那 哪 此 其 这个 那个 这些 那些 这样 那样 这么 那么 这里 那里 这边 那边 怎么 怎样 什么 为什么 谁 几 多少 多 少 我 你 您 他
她 它 我们 你们 您们 他们 她们 咱 咱们 大家 自己 别人 人家 人 是 有 没 没有 不 不是 不能 不会 不要 别 无 非 未 能 会 可以 能够 应该 应当
要 想 需要 必须 得到 来 去 上 下 里 外 中 内 前 后 左 右 间 以 之间 其中 请 请问 您好 你好 谢谢 麻烦 希望 觉得 感觉 认为 知道 说 讲 看
做 弄 搞 用 等 等等 如 如下 比如 例如 按 按照 根据 通过 随着 只 仅 仅仅 甚至 尤其 尽管 反正 竟然 居然 果然 当然 其实 总之 个 些 件 次 天
年 月 日 号 点 分 元 块 位 种 样 第 两 一 二 三 四 五 六 七 八 九 十 百 千 万 还有 就是 只是 都是 也是 还要 起来 出来 下来 下去 上来
过来 过去 进来 进去 回来 回去
"""
FUNCTION_WORDS = frozenset(fold(word) for word in _WORDS.split())


def means_something(word: str) -> bool:
    """Say whether a word says by itself what a text is about; a single character hardly ever does."""
    said = fold(word).strip()
    return len(said) > 1 and said not in FUNCTION_WORDS
