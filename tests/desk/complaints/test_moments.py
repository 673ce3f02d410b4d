"""The time of an event is taken as an agent types it while the customer speaks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cast import MONDAY
from zhuanji.desk.complaints.moments import Unreadable, read_moment

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-02-23 14:30", (2026, 2, 23, 14, 30)),
        ("2026-02-23T14:30", (2026, 2, 23, 14, 30)),
        ("2026/2/23 14:30:59", (2026, 2, 23, 14, 30)),
        ("2026年2月23日下午2点半", (2026, 2, 23, 14, 30)),
        ("2月23日 14点", (2026, 2, 23, 14, 0)),
        ("02-23 9:05", (2026, 2, 23, 9, 5)),
        ("11-23 9:05", (2025, 11, 23, 9, 5)),
        ("今天 8:15", (2026, 3, 2, 8, 15)),
        ("昨天", (2026, 3, 1, 0, 0)),
        ("前天晚上8点20分", (2026, 2, 28, 20, 20)),
        ("yesterday 14:30", (2026, 3, 1, 14, 30)),
        ("８：１５", (2026, 3, 2, 8, 15)),
        ("2026-02-23", (2026, 2, 23, 0, 0)),
        ("上周三", (2026, 2, 25, 0, 0)),
        ("上周三下午3点", (2026, 2, 25, 15, 0)),
        ("上周三 15:30", (2026, 2, 25, 15, 30)),
        ("星期二上午", (2026, 2, 24, 8, 0)),
        ("大前天", (2026, 2, 27, 0, 0)),
        ("三天前", (2026, 2, 27, 0, 0)),
    ],
)
def test_a_moment_is_read_in_every_usual_spelling(
    typed: str, meant: tuple[int, int, int, int, int]
) -> None:
    year, month, day, hour, minute = meant
    assert read_moment(typed, MONDAY) == datetime(year, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_typed_is_no_moment(typed: str) -> None:
    assert read_moment(typed, MONDAY) is None


@pytest.mark.parametrize(
    "typed", ["soon", "2026-02-30", "13月1日", "25:00", "昨天 然后", "上周", "9999999", "\0"]
)
def test_what_nobody_can_read_is_said_to_be_unreadable(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_moment(typed, MONDAY)
