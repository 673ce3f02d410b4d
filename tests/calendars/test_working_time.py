"""Working time against a reference that asks every minute, on calendars, slots and zones at random."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zhuanji.calendars.slots import OFFICE_WEEK, Slot, Slots, Week, slots
from zhuanji.calendars.timeline import NoWorkingTime
from zhuanji.calendars.working_days import Ends, WorkingCalendar

few = settings(max_examples=40, deadline=None)  # each lays out whole years
MINUTE = timedelta(minutes=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = WorkingCalendar.from_library(range(2025, 2029))
ZONES = [
    "Asia/Shanghai",  # with summer time from 1986 to 1991
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Asia/Kathmandu",
    "Pacific/Apia",  # 30 December 2011 was left out
    "UTC",
]
# Clocks are put forward or back, a day is left out, a year turns
TURNS = [
    "1986-05-03T18:00Z",
    "1991-09-14T17:00Z",
    "2011-12-30T10:00Z",
    "2026-03-08T07:00Z",
    "2026-03-29T01:00Z",
    "2026-04-04T15:00Z",
    "2026-10-03T15:30Z",
    "2026-10-25T01:00Z",
    "2026-11-01T06:00Z",
    "2026-12-31T16:00Z",
    "2027-01-01T00:00Z",
]


@st.composite
def hours(draw: st.DrawFn) -> Slots:
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60), max_size=6)))
    return tuple(Slot(one, two) for one, two in list(pairwise(edges))[::2])


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    near = st.sampled_from(TURNS).map(lambda at: datetime.fromisoformat(at).date())
    around = st.builds(lambda day, off: day + timedelta(days=off), near, st.integers(-4, 4))
    week = Week(tuple(draw(st.lists(hours(), min_size=7, max_size=7))), draw(hours()))
    assume(sum(slot.closes - slot.opens for day in week.days for slot in day) >= 120)
    return WorkingCalendar(
        draw(st.dictionaries(around, st.booleans(), max_size=4)),
        frozenset(),
        week,
        draw(st.dictionaries(around, hours(), max_size=4)),
        ZoneInfo(draw(st.sampled_from(ZONES))),
    )


def moments_near(turns: list[str]) -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda turn, off: datetime.fromisoformat(turn) + off,
        st.sampled_from(turns),
        st.timedeltas(timedelta(days=-3), timedelta(days=3)),
    )


near_turns = moments_near(TURNS)
in_two_years = moments_near(TURNS[3:])
lengths = st.timedeltas(timedelta(microseconds=1), timedelta(days=3))


def open_at(calendar: WorkingCalendar, at: datetime) -> bool:
    """Say whether it is open, from the tables alone."""
    local = at.astimezone(calendar.zone)
    day = local.date()
    if day in calendar.own_days:
        of_day = calendar.own_days[day]
    elif day in calendar.exceptions:
        of_day = calendar.week.make_up if calendar.exceptions[day] else ()
    else:
        of_day = calendar.week.days[day.weekday()]
    return any(slot.opens <= local.hour * 60 + local.minute < slot.closes for slot in of_day)


def minutes_open(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    at, worked = start, timedelta()
    while at < end:
        worked += MINUTE if open_at(calendar, at) else timedelta()
        at += MINUTE
    return worked


@few
@given(calendars(), near_turns, st.integers(0, 4 * 24 * 60))
def test_between_agrees_with_asking_every_minute(
    calendar: WorkingCalendar, start: datetime, minutes: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + minutes * MINUTE
    assert calendar.working_time_between(start, end) == minutes_open(calendar, start, end)


@few
@given(calendars(), near_turns, st.integers(1, 600))
def test_add_agrees_with_asking_every_minute(
    calendar: WorkingCalendar, start: datetime, minutes: int
) -> None:
    at = start = start.replace(second=0, microsecond=0)
    left = minutes
    while left and at < start + timedelta(days=9):
        left -= open_at(calendar, at)
        at += MINUTE
    assume(not left)
    assert calendar.add_working_time(start, minutes * MINUTE) == at


@few
@given(calendars(), near_turns, lengths)
def test_what_was_added_lies_between(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    end = calendar.add_working_time(start, length)
    assert calendar.working_time_between(start, end) == length
    assert calendar.working_time_between(end, start) == -length
    assert calendar.is_open(end - timedelta(microseconds=1))


@few
@given(calendars(), near_turns, lengths)
def test_what_was_subtracted_lies_between(
    calendar: WorkingCalendar, end: datetime, length: timedelta
) -> None:
    start = calendar.subtract_working_time(end, length)
    assert calendar.working_time_between(start, end) == length
    assert calendar.is_open(start)


@few
@given(calendars(), near_turns, lengths)
def test_subtract_undoes_add(calendar: WorkingCalendar, start: datetime, length: timedelta) -> None:
    end = calendar.add_working_time(start, length)
    assert calendar.subtract_working_time(end, length) == calendar.next_opening(start)


@few
@given(calendars(), near_turns, lengths, lengths)
def test_lengths_add_up_and_longer_ends_later(
    calendar: WorkingCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    first = calendar.add_working_time(start, one)
    both = calendar.add_working_time(first, other)
    assert both == calendar.add_working_time(start, one + other)
    assert start < first < both


@few
@given(calendars(), st.lists(in_two_years, min_size=3, max_size=3))
def test_times_between_add_up(calendar: WorkingCalendar, moments: list[datetime]) -> None:
    one, two, three = moments
    between = calendar.working_time_between
    assert between(one, two) + between(two, three) == between(one, three)


@few
@given(calendars(), in_two_years, in_two_years, lengths)
def test_who_begins_later_does_not_end_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, length: timedelta
) -> None:
    first, second = sorted((one, other))
    assert calendar.add_working_time(first, length) <= calendar.add_working_time(second, length)


@few
@given(calendars(), near_turns)
def test_it_is_open_from_the_next_opening_and_not_before(
    calendar: WorkingCalendar, at: datetime
) -> None:
    opening = calendar.next_opening(at)
    assert calendar.is_open(opening)
    assert calendar.working_time_between(at, opening) == timedelta()
    is_at_once = (
        opening.astimezone(UTC) == at
    )  # two zones' clocks are unequal in an hour that comes twice
    assert calendar.is_open(at) == open_at(calendar, at) == is_at_once


@few
@given(calendars(), near_turns, st.integers(1, 300))
def test_as_many_working_days_back_as_forth(
    calendar: WorkingCalendar, start: datetime, number: int
) -> None:
    begun = calendar.working_day_after(start.date(), 0)
    day = calendar.working_day_after(begun, number)
    assert calendar.working_day_before(day, number) == begun
    assert calendar.working_days_between(begun, day) == number
    assert calendar.working_days_between(day, begun) == -number
    assert calendar.is_working_day(day)


def at(words: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (
            "2026-11-25 09:00",
            3,
            "2026-11-25 12:00",
        ),  # until the end of a slot, not the next opening
        ("2026-11-25 11:00", 2, "2026-11-25 14:30"),
        ("2026-11-25 20:00", 1, "2026-11-26 10:00"),
        ("2026-02-13 17:00", 2, "2026-02-14 10:00"),  # a worked Saturday
        ("2026-02-14 17:00", 2, "2026-02-24 10:00"),  # across the Spring Festival
        ("2026-12-31 17:00", 2, "2027-01-04 10:00"),
        ("2026-01-01 00:00", 7.5 * 248, "2026-12-31 18:00"),
    ],
)
def test_working_hours_are_added(start: str, hours: float, end: str) -> None:
    length = timedelta(hours=hours)
    assert CHINA.add_working_time(at(start), length) == at(end)
    assert CHINA.working_time_between(at(start), at(end)) == length


def test_a_night_shift_is_two_slots() -> None:
    night = WorkingCalendar(
        {}, frozenset(), Week.of(slots("00:00-06:00, 22:00-24:00"), range(7)), zone=SHANGHAI
    )
    assert night.add_working_time(at("2026-11-25 23:00"), timedelta(hours=8)) == at(
        "2026-11-26 22:00"
    ) + timedelta(hours=1)
    assert night.add_working_time(at("2026-11-25 23:00"), timedelta(hours=3)) == at(
        "2026-11-26 02:00"
    )


def test_an_hour_that_is_skipped_is_not_worked_and_one_lived_twice_is_worked_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    early = WorkingCalendar({}, frozenset(), Week.of(slots("01:00-04:00"), range(7)), zone=berlin)
    usual = early.working_time_between(at("2026-03-28", berlin), at("2026-03-29", berlin))
    spring = early.working_time_between(at("2026-03-29", berlin), at("2026-03-30", berlin))
    autumn = early.working_time_between(at("2026-10-25", berlin), at("2026-10-26", berlin))
    assert [usual, spring, autumn] == [timedelta(hours=3), timedelta(hours=2), timedelta(hours=4)]


def test_own_days_stand_above_holidays_and_weekends() -> None:
    ours = WorkingCalendar(
        CHINA.exceptions,
        CHINA.confirmed_years,
        OFFICE_WEEK,
        {
            date(2026, 10, 1): slots("10:00-12:00"),
            date(2026, 11, 26): (),
            date(2027, 3, 1): slots("09:00-10:00"),
        },
    )
    day = [
        ours.working_day_after(date(2026, 9, 30), 1),
        ours.working_day_after(date(2026, 11, 25), 1),
    ]
    assert day == [date(2026, 10, 1), date(2026, 11, 27)]
    assert ours.add_working_time(at("2026-09-30 17:30"), timedelta(hours=1)) == at(
        "2026-10-01 10:30"
    )
    assert [ours.is_confirmed(date(2027, 3, day)) for day in (1, 2)] == [True, False]
    assert ours.official().working_day_after(date(2026, 9, 30), 1) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("start", "number", "ends", "end"),
    [
        ("2026-11-25 16:20", 2, Ends.AT_THE_SAME_TIME, "2026-11-27 16:20"),
        ("2026-11-25 16:20", 7, Ends.AT_CLOSING, "2026-12-04 18:00"),
        ("2026-11-25 16:20", 7, Ends.AT_MIDNIGHT, "2026-12-05 00:00"),
        ("2026-09-30 09:00", 1, Ends.AT_CLOSING, "2026-10-08 18:00"),
    ],
)
def test_a_term_of_working_days_ends(start: str, number: int, ends: Ends, end: str) -> None:
    assert CHINA.add_working_days(at(start), number, ends) == at(end)


def test_working_days_are_subtracted() -> None:
    assert CHINA.subtract_working_days(at("2026-10-08 16:20"), 2) == at("2026-09-29 16:20")
    assert CHINA.subtract_working_days(at("2027-01-04 08:00"), 1) == at("2026-12-31 08:00")


def test_a_term_of_days_may_move_past_days_of_rest() -> None:
    """民法典 §203: a last day that is a statutory day of rest moves to the day after it."""
    start = at("2026-09-25 16:20")
    assert CHINA.add_calendar_days(start, 7) == at("2026-10-02 16:20")
    assert CHINA.add_calendar_days(start, 7, past_rest_days=True) == at("2026-10-08 16:20")
    assert CHINA.add_calendar_days(start, 7, Ends.AT_CLOSING, past_rest_days=True) == at(
        "2026-10-08 18:00"
    )


def test_answers_are_in_the_zone_of_the_calendar_and_skipped_times_move_on() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkingCalendar(
        {}, frozenset(), Week.of(slots("08:00-16:00"), range(7)), zone=berlin
    )
    asked = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    assert calendar.add_working_days(asked, 1).isoformat() == "2026-03-29T03:30:00+02:00"
    assert calendar.add_working_time(asked, timedelta()).isoformat() == "2026-03-28T02:30:00+01:00"


def test_an_answer_says_whether_it_rests_on_announced_days() -> None:
    sure = CHINA.is_confirmed_between
    assert sure(at("2026-11-25 09:00"), at("2026-12-31 18:00"))
    assert not sure(at("2026-11-25 09:00"), at("2027-01-04 18:00"))
    assert not sure(at("2027-01-04 18:00"), at("2026-11-25 09:00"))


def test_the_last_week_of_a_year_waits_for_the_next_notice() -> None:
    """31 December 2018 was made free, and 29 December worked, by the notice of 2019."""
    known = WorkingCalendar({}, frozenset({2018, 2026}))
    december = [date(2018, 12, 24), date(2018, 12, 25), date(2018, 12, 31), date(2026, 12, 31)]
    assert [known.is_confirmed(day) for day in december] == [True, False, False, True]
    both = WorkingCalendar({}, frozenset({2018, 2019}))
    assert both.is_confirmed(date(2018, 12, 31))


def test_without_working_time_it_says_so() -> None:
    never = WorkingCalendar({}, frozenset(), Week.of(()))
    begun = at("2026-11-25 09:00")
    with pytest.raises(NoWorkingTime):
        never.add_working_time(begun, MINUTE)
    with pytest.raises(NoWorkingTime):
        never.subtract_working_time(begun, MINUTE)
    with pytest.raises(NoWorkingTime):
        never.next_opening(begun)
    with pytest.raises(NoWorkingTime):
        never.working_day_after(begun.date(), 1)
    with pytest.raises(NoWorkingTime):
        never.working_day_before(begun.date(), 1)
    assert never.working_time_between(begun, begun + timedelta(days=900)) == timedelta()


def test_bad_arguments_are_refused() -> None:
    begun = at("2026-11-25 09:00")
    with pytest.raises(ValueError, match="forwards"):
        CHINA.add_working_time(begun, -MINUTE)
    with pytest.raises(ValueError, match="backwards"):
        CHINA.subtract_working_time(begun, -MINUTE)
    with pytest.raises(ValueError, match="backwards"):
        CHINA.subtract_working_days(begun, -1)
    with pytest.raises(ValueError, match="time zone"):
        CHINA.is_open(begun.replace(tzinfo=None))
