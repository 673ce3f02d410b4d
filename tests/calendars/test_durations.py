from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanji.calendars.durations import Span


@pytest.mark.parametrize(
    ("left", "span"),
    [
        (timedelta(hours=3, minutes=20), Span(0, 3, 20, overdue=False)),
        (timedelta(hours=3, minutes=20, seconds=59), Span(0, 3, 20, overdue=False)),
        (timedelta(days=2), Span(2, 0, 0, overdue=False)),
        (timedelta(days=-2), Span(2, 0, 0, overdue=True)),
        (-timedelta(hours=25, minutes=1), Span(1, 1, 1, overdue=True)),
        (timedelta(microseconds=1), Span(0, 0, 0, overdue=False)),
        (timedelta(microseconds=-1), Span(0, 0, 0, overdue=True)),
        (timedelta(), Span(0, 0, 0, overdue=True)),
        (timedelta.max, Span(999_999_999, 23, 59, overdue=False)),
    ],
)
def test_a_span_counts_whole_minutes(left: timedelta, span: Span) -> None:
    assert Span.until(left) == span


@given(st.timedeltas(min_value=timedelta(days=-90_000), max_value=timedelta(days=90_000)))
def test_the_parts_of_a_span_make_the_time_again(left: timedelta) -> None:
    span = Span.until(left)
    whole = timedelta(days=span.days, hours=span.hours, minutes=span.minutes)
    assert timedelta() <= abs(left) - whole < timedelta(minutes=1)
    assert span.hours < 24
    assert span.minutes < 60
    assert span.overdue == (left <= timedelta())
