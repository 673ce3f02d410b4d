"""A playbook's words found in a text, what they speak for, and what its rules force."""

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playbooks.books import book, category, rule
from zhuanji.language.folded_places import fold_with_places
from zhuanji.language.normalise import fold
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.shipped import shipped

EVERY_TRADE = Playbook(0, shipped(("appliances", "telecom", "hospitality")))
SMALL = book(
    category("quality", "质量问题"),
    category("quality.leak", "漏水 渗水 底部漏水", "滴水不漏水"),
    category("price", "扣费 扣费不明"),
    rules=(
        rule("fire", "起火 冒烟", unless="冒烟测试", grade="emergency", category="quality"),
        rule("child", "孩子", together="烫伤 漏水", grade="complex"),
    ),
)


def keys(playbook: Playbook, text: str, subject: str = "") -> list[str]:
    return [vote.category for vote in playbook.votes(text, subject=subject)]


def test_words_vote_for_their_category_with_their_places() -> None:
    text = "您好，买的水壶质量问题很多，底部漏水。"
    votes = {vote.category: vote.spans for vote in SMALL.votes(text)}

    assert votes == {
        "quality.leak": ((14, 18, "底部漏水"),),
        "quality": ((7, 11, "质量问题"),),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打了110。", ["110"]),
        ("订单DD20261103001", []),
        ("１１０来了", ["１１０"]),
        ("App闪退", ["App"]),
        ("not happy", []),
        ("app6.0", ["app"]),
    ],
)
def test_a_number_or_a_latin_word_is_found_whole(text: str, found: list[str]) -> None:
    votes = book(category("a", "110 app")).votes(text)

    spans = [text[start:end] for vote in votes for start, end, _words in vote.spans]
    assert spans == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打了110报警", True),
        ("打110，他们来了", True),
        ("110来了也没用", True),
        ("110多次出警", True),
        ("110平台不管", True),
        ("12345，12315都打过", True),
        ("12345/12315都打过", True),
        ("拨打0731-12345", True),
        ("12345app上投诉过", True),
        ("12345工作人员", True),
        ("12345平时不接", True),
        ("110分局", True),
        ("花了110元", False),
        ("花了110 元", False),
        ("花了110", False),
        ("第110次打电话", False),
        ("110个客户", False),
        ("等了110天", False),
        ("110平的房子", False),
        ("110多平", False),
        ("110kV变电站", False),
        ("110.5元", False),
        ("90-110平", False),
        ("时速110左右", False),
        ("110V电压", False),
        ("车牌川A12345", False),
        ("车牌川A 12345", False),
        ("工号A-12345", False),
        ("工号12345b", False),
        ("￥110", False),
        ("京A·12345", False),
    ],
)
def test_a_number_that_counts_or_belongs_to_a_sign_was_not_called(text: str, found: bool) -> None:
    votes = book(category("a", "110 12345")).votes(text)

    assert bool(votes) is found


def test_traditional_full_width_and_decorated_words_are_found_where_they_stand() -> None:
    text = "ﷺ…㎡ 這個「漏　水」不是，滲水纔是，Ｅ０１"

    found = book(category("a", "渗水 e01")).votes(text)[0].spans
    assert [text[start:end] for start, end, _words in found] == ["滲水", "Ｅ０１"]


@pytest.mark.parametrize(
    ("text", "subject", "first"),
    [
        ("水壶一直漏水。扣费。", "", "quality.leak"),
        ("后来他们就一直扣费。漏水。", "", "price"),
        ("前面说了很多别的话。漏水，扣费。", "扣费", "price"),
        ("前面说了很多别的话。扣费不明，漏水。", "", "price"),
    ],
)
def test_longer_words_the_first_sentence_and_the_subject_count_more(
    text: str, subject: str, first: str
) -> None:
    assert keys(SMALL, text, subject)[0] == first


def test_words_against_a_category_silence_it() -> None:
    assert keys(SMALL, "说是滴水不漏水，") == []


def test_the_same_word_again_adds_little() -> None:
    once, thrice = (SMALL.votes(f"前面说了很多别的话。{'漏水，' * n}")[0].weight for n in (1, 3))

    assert (once < thrice < 2 * once) is True


def test_a_rule_is_met_by_its_words_unless_they_are_denied() -> None:
    texts = ("昨晚起火了", "幸好没起火", "没有冒烟", "做了冒烟测试", "突然冒烟")
    met = [[one.key for one in SMALL.forced(text)] for text in texts]

    assert met == [["fire"], [], [], [], ["fire"]]


def test_words_that_must_stand_together_stand_near() -> None:
    near, far = "孩子被烫伤了", f"孩子很好。{'。' * 60}烫伤"

    assert [[one.key for one in SMALL.forced(text)] for text in (near, far)] == [["child"], []]


def test_the_gravest_rule_comes_first_with_its_sentence_and_category() -> None:
    met = SMALL.forced("孩子旁边漏水，又起火了", subject="冒烟")

    with override("zh-hans"):
        assert [(one.key, one.grade, one.category, one.sentence) for one in met] == [
            ("fire", "emergency", "quality", "fire。"),
            ("child", "complex", "", "child。"),
        ]
    assert met[0].subject_spans == ((0, 2, "冒烟"),)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(st.characters(), max_size=60))
def test_anything_can_be_read_and_every_place_is_in_the_text(text: str) -> None:
    for vote in EVERY_TRADE.votes(text, subject=text):
        assert all(text[start:end] == words for start, end, words in vote.spans)
    assert fold_with_places(text)[0] == fold(text)


def test_each_character_that_is_called_plain_becomes_one() -> None:
    plain = [
        chr(code) for code in range(0x10000) if isinstance(fold_with_places(chr(code))[1], range)
    ]

    assert [character for character in plain if len(fold(character)) != 1] == []


@pytest.mark.parametrize(
    ("text", "category_", "rules"),
    [
        ("热水壶用了三天就底部渗水，漏得一桌子", "quality.leak", []),
        ("报修五天了没人上门，师傅放鸽子", "efficiency.repair_late", []),
        ("快递显示签收但我根本没收到", "logistics.lost", []),
        ("彩铃早就退订了，话费账单上还在扣", "price.value_added", []),
        ("客服没听完就挂断，挂我电话", "attitude.hang_up", []),
        ("直播间虚假宣传，参数虚标", "information.false_advertising", []),
        ("宽带断网两天，一直掉线没网", "fault.outage", []),
        ("插座冒烟起火，把台面烧焦了", "safety.fire", ["fire"]),
        ("吃出虫子，一家人上吐下泻去急诊", "safety.food", ["injury", "poisoning"]),
        ("怀疑个人信息泄露，诈骗电话就来了", "safety.privacy", ["data_leak"]),
    ],
)
def test_the_shipped_playbook_is_useful_without_any_label(
    text: str, category_: str, rules: list[str]
) -> None:
    assert keys(EVERY_TRADE, text)[0] == category_
    assert [one.key for one in EVERY_TRADE.forced(text)] == rules
