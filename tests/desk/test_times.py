from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from zhuanji.desk import times

NOON = timezone.make_aware(datetime(2026, 3, 3, 12, 0))  # noqa: DTZ001 - made aware


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "还剩 不到 1 分钟"),
        (20, "还剩 20 分钟"),
        (200, "还剩 3 小时 20 分"),
        (11 * 60, "还剩 11 小时"),
        (22 * 60 + 20, "明天 10:20"),
        (46 * 60, "后天 10:00"),
        (6 * 24 * 60, "3月9日 12:00"),
        (400 * 24 * 60, "2027-04-07"),
        (0, "刚刚"),
        (-0.5, "刚刚"),
        (-3, "3 分钟前"),
        (-90, "1 小时前"),
        (-13 * 60, "昨天 23:00"),
        (-72 * 60, "2月28日 12:00"),
        (-400 * 24 * 60, "2025-01-27"),
    ],
)
def test_near_moments_are_words_and_far_ones_dates(minutes: float, words: str) -> None:
    with override("zh-hans"):
        assert times.near(NOON + timedelta(minutes=minutes), NOON) == words


def test_midnight_does_not_stop_the_counting_down() -> None:
    late = NOON + timedelta(hours=10)
    with override("zh-hans"):
        assert times.near(late + timedelta(hours=6), late) == "还剩 6 小时"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (200, "还剩 3 小时 20 分"),
        (0, "已超 不到 1 分钟"),
        (-45, "已超 45 分钟"),
        (-51 * 60, "已超 2 天 3 小时"),
        (-48 * 60, "已超 2 天"),
    ],
)
def test_a_deadline_says_what_is_left_or_by_how_much_it_is_over(minutes: int, words: str) -> None:
    with override("zh-hans"):
        assert times.left(NOON + timedelta(minutes=minutes), NOON) == words


def test_english_says_the_same() -> None:
    with override("en"):
        assert times.near(NOON + timedelta(minutes=200), NOON) == "3 h 20 min left"
        assert times.left(NOON - timedelta(minutes=200), NOON) == "over by 3 h 20 min"


def test_exact_times_are_local() -> None:
    assert times.exactly(NOON) == "2026-03-03 12:00"
