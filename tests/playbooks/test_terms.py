"""Lengths of time as people write them."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import MONDAY
from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.playbooks.terms import MOST, NotATerm, Term, Unit, parse_term, said

CALENDAR = WorkingCalendar.from_library(range(2026, 2028))


@pytest.mark.parametrize(
    ("words", "short", "zh", "en"),
    [
        ("30m", "30m", "30 分钟", "30 minutes"),
        ("24 小时", "24h", "24 小时", "24 hours"),
        ("１小时", "1h", "1 小时", "1 hour"),
        ("7天", "7d", "7 天", "7 days"),
        ("十五日", "15d", "15 天", "15 days"),
        ("8wh", "8wh", "8 个工作小时", "8 working hours"),
        ("2个工作日", "2wd", "2 个工作日", "2 working days"),
        ("三 个 工作日", "3wd", "3 个工作日", "3 working days"),
        (" 5 business days ", "5wd", "5 个工作日", "5 working days"),
        ("立即", "0m", "立即", "at once"),
        ("0h", "0h", "立即", "at once"),
    ],
)
def test_a_term_is_read_written_and_said(words: str, short: str, zh: str, en: str) -> None:
    term = parse_term(words)
    shown = []
    for language in ("zh-hans", "en"):
        with override(language):
            shown.append(said(term))

    assert (str(term), shown) == (short, [zh, en])


@pytest.mark.parametrize(
    "words", ["", "soon", "7", "h", "-1h", "1.5h", "1h30m", "9999wd", "百天", "2 weeks", "一" * 30]
)
def test_what_is_no_term_is_refused(words: str) -> None:
    with pytest.raises(NotATerm):
        parse_term(words)


@pytest.mark.parametrize("unit", MOST)
@given(amount=st.integers(0, 1_250))
@settings(deadline=None)
def test_what_is_written_is_read_as_the_same(unit: Unit, amount: int) -> None:
    assert parse_term(str(Term(amount, unit))) == Term(amount, unit)


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("0m", timedelta()),
        ("90m", timedelta(minutes=90)),
        ("24h", timedelta(days=1)),
        ("7d", timedelta(days=7)),
        ("2wd", timedelta(days=2)),
        ("5wd", timedelta(days=7)),
        ("8wh", timedelta(days=1, minutes=30)),
        ("9wh", timedelta(days=1, minutes=90)),
    ],
)
def test_it_is_over_when_its_time_or_its_working_days_are(words: str, later: timedelta) -> None:
    assert parse_term(words).after(MONDAY, CALENDAR) == MONDAY + later


def test_terms_are_compared_by_how_long_they_last() -> None:
    words = ["3wd", "0m", "1d", "90m", "2h", "8wh"]

    assert [str(one) for one in sorted(map(parse_term, words), key=lambda one: one.roughly)] == [
        "0m", "90m", "2h", "1d", "8wh", "3wd",
    ]  # fmt: skip
