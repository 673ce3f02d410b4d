"""Whatever is typed: spans are right, nothing is raised, and the work grows with the length alone."""

import string
import sys
from datetime import UTC, datetime, timedelta, timezone
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.language.texts import CHINESE, any_text
from zhuanji.language.reading import Reading, read
from zhuanji.language.reading.findings import KINDS

AT = datetime(2026, 11, 25, 15, tzinfo=timezone(timedelta(hours=8)))
TELLING = "一二三十百千万年月日号点时周前天上下昨今至到半块元多要不退款赔偿曝光打12345投诉非常￥订单:-/.＋@ 　"
likely_text = st.text(st.sampled_from(TELLING + CHINESE + string.digits + "，。！"))


def check(text: str, reading: Reading) -> None:
    assert reading.text == text
    assert 0 <= reading.intensity <= 1
    assert sorted(reading.findings, key=lambda f: (f.start, -f.end)) == list(reading.findings)
    for finding in reading.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        assert finding.kind in KINDS
    ends = [0, *(end for _, end in reading.sentences)]
    assert all(before <= start for before, (start, _) in zip(ends, reading.sentences, strict=False))
    assert all(text[start:end].strip() == text[start:end] for start, end in reading.sentences)


@settings(deadline=None, max_examples=400)
@given(any_text | likely_text)
@example("1" * 5000)
@example("\u200b138\u200b0013\u200b8000")
@example("\ud800退款")
def test_any_text_is_read(text: str) -> None:
    check(text, read(text, at=AT))
    check(text, read(text))


@settings(deadline=None)
@given(likely_text, st.datetimes(timezones=st.sampled_from([UTC, None])))
@example("三百年前", datetime(1, 1, 1, tzinfo=UTC))
@example("明年春节后天", datetime(9999, 12, 31, tzinfo=UTC))
def test_any_moment_will_do(text: str, at: datetime) -> None:
    check(text, read(text, at=at))


PARTS = (
    "1", "1 ", "a@", "a", "订单号1", "要退款", "退款", "不", "不满意", "打12315投诉", "投诉", "三千五",
    "一", "年", "2026年", "5月3日至", "昨天", "到", "！", "!", "哈", "湖南省长沙市", "长沙", "+86", "-", "1.",
    "\u200b", "😡", "（", "1:", "8点", "前", "三天前", "\n", " ", "<b>", "a1", "a-1",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_hundred_thousand_hostile_characters_are_read(part: str) -> None:
    text = part * (100_000 // len(part))
    check(text, read(text, at=AT))


def work(text: str) -> int:
    """Return how many calls reading takes: counted, because time depends on the machine."""
    calls = 0

    def count(_frame: FrameType | None, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    read(text, at=AT)
    sys.setprofile(count)
    try:
        read(text, at=AT)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("part", PARTS)
def test_twice_the_length_is_twice_the_work(part: str) -> None:
    text = part * (8_000 // len(part))

    assert work(text + text) <= 2.2 * work(text) + 200


def test_a_million_characters_are_read() -> None:
    text = "".join(PARTS) * (1_000_000 // len("".join(PARTS)))
    check(text, read(text, at=AT))
