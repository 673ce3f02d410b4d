from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanji.calendars.slots import OFFICE_HOURS, Week
from zhuanji.calendars.working_days import WorkingCalendar

CHINA = WorkingCalendar.from_library([2025, 2026, 2027])
PLAIN = WorkingCalendar({}, frozenset())
SHANGHAI = ZoneInfo("Asia/Shanghai")

days = st.dates(date(2024, 12, 1), date(2028, 2, 1))


def test_the_make_up_days_of_2026_are_worked() -> None:
    year = [date(2026, 1, 1) + timedelta(days=place) for place in range(365)]
    weekends = [day for day in year if day.weekday() >= 5 and CHINA.is_working_day(day)]
    assert weekends == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_the_weekday_holidays_of_2026_are_free() -> None:
    year = [date(2026, 1, 1) + timedelta(days=place) for place in range(365)]
    free = [f"{day:%m%d}" for day in year if day.weekday() < 5 and not CHINA.is_working_day(day)]
    assert " ".join(free) == (
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 "
        "1001 1002 1005 1006 1007"
    )


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_announced_years_agree_with_the_library(day: date) -> None:
    assert CHINA.is_working_day(day) == chinese_calendar.is_workday(day)
    assert CHINA.is_confirmed(day)


def test_a_year_without_notice_knows_the_holidays_of_the_law_and_says_so() -> None:
    assert [CHINA.is_confirmed(date(2027, 1, 1)), CHINA.is_confirmed(date(2028, 1, 3))] == [
        False,
        False,
    ]
    assert not CHINA.is_working_day(date(2027, 1, 1))
    assert not CHINA.is_working_day(date(2027, 2, 8))
    assert not CHINA.is_working_day(date(2027, 10, 1))
    assert CHINA.is_working_day(date(2027, 1, 4))


def test_a_year_not_asked_for_has_only_weekdays() -> None:
    assert CHINA.is_working_day(date(2028, 10, 2))
    assert not CHINA.is_working_day(date(2028, 10, 1))


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a worked Saturday
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # across the Spring Festival
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2026, 12, 30), 2, date(2027, 1, 4)),  # across the year
        (date(2026, 12, 31), 7, date(2027, 1, 12)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_working_day_after(day: date, number: int, expected: date) -> None:
    assert CHINA.working_day_after(day, number) == expected


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CHINA.working_day_after(date(2026, 11, 23), -1)


@given(days, st.integers(1, 40))
def test_between_a_day_and_the_nth_after_it_lie_n_working_days(day: date, number: int) -> None:
    end = CHINA.working_day_after(day, number)
    passed = [day + timedelta(days=place) for place in range(1, (end - day).days + 1)]
    assert sum(map(CHINA.is_working_day, passed)) == number
    assert CHINA.is_working_day(end)


@given(days, st.integers(0, 20), st.integers(1, 20))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    at_once = CHINA.working_day_after(CHINA.working_day_after(day, 0), first + second)
    in_steps = CHINA.working_day_after(
        CHINA.working_day_after(CHINA.working_day_after(day, 0), first), second
    )
    assert at_once == in_steps


@given(days)
def test_without_exceptions_monday_to_friday_is_worked(day: date) -> None:
    assert PLAIN.is_working_day(day) == (day.isoweekday() <= 5)


def test_who_works_on_saturdays_is_free_on_a_holiday_saturday() -> None:
    six_days = WorkingCalendar(
        CHINA.exceptions, CHINA.confirmed_years, Week.of(OFFICE_HOURS, range(6))
    )
    assert six_days.is_working_day(date(2026, 11, 28))
    assert not six_days.is_working_day(date(2026, 10, 3))


def test_the_end_of_a_working_day_is_in_the_time_zone_asked_for() -> None:
    assert CHINA.end_of_working_day(date(2026, 10, 9), SHANGHAI) == datetime(
        2026, 10, 9, 18, tzinfo=SHANGHAI
    )
    assert CHINA.end_of_working_day(date(2026, 10, 11), SHANGHAI) == datetime(
        2026, 10, 12, 18, tzinfo=SHANGHAI
    )
