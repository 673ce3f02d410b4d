"""The organisation's calendar: every change a version, with its line of history."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.calendars.test_notices import TITLE
from tests.cast import EVERYBODY, MONDAY, ding
from zhuanji.calendars.notices import UnusableNotice
from zhuanji.calendars.slots import OFFICE_HOURS, slots
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound, Stale
from zhuanji.staff.models import User
from zhuanji.working_hours.actions import (
    add_own_days,
    drop_notice,
    remove_own_days,
    take_notice,
    write_week,
)
from zhuanji.working_hours.models import WorkingHoursVersion
from zhuanji.working_hours.queries import calendar_in_use, forget_calendar

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
SIX_DAYS = ["08:30-12:00, 14:00-17:30"] * 5 + ["09:00-12:00", ""]
LATER = MONDAY + timedelta(days=30)
NOTICE = TITLE + "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。"


def own(first: date | None, last: date | None = None, **given: object) -> None:
    said: dict[str, object] = {"hours": "", "name": "厂休", **given}
    add_own_days(by=ding().actor, at=MONDAY, first=first, last=last, **said)  # type: ignore[arg-type]


def lines() -> list[tuple[str, dict[str, object]]]:
    return [(one.kind, one.details) for one in Entry.objects.filter(about="working_hours/1")]


def test_before_anybody_says_anything_it_is_office_hours_and_known_holidays() -> None:
    calendar = calendar_in_use(MONDAY)
    assert calendar.hours_on(date(2026, 3, 2)) == OFFICE_HOURS
    assert calendar.hours_on(date(2026, 10, 1)) == ()
    assert [calendar.is_confirmed(date(year, 7, 1)) for year in (2026, 2027)] == [True, False]


@pytest.mark.parametrize("who", EVERYBODY)
def test_administrators_write_it(who: Callable[[], User]) -> None:
    actor = who().actor
    if who().username == "ding":
        assert write_week(by=actor, at=MONDAY, week=SIX_DAYS, make_up="09:00-18:00") is not None
        return
    with pytest.raises(NotAllowed):
        write_week(by=actor, at=MONDAY, week=SIX_DAYS, make_up="")
    with pytest.raises(NotAllowed):
        add_own_days(by=actor, at=MONDAY, first=None, last=None, hours="", name="")
    with pytest.raises(NotAllowed):
        remove_own_days(by=actor, at=MONDAY, first=date(2026, 3, 3))
    with pytest.raises(NotAllowed):
        take_notice(by=actor, at=MONDAY, text="", source="")
    with pytest.raises(NotAllowed):
        drop_notice(by=actor, at=MONDAY, year=2027)


def test_other_weekly_hours_hold_from_now_on_and_the_old_ones_before() -> None:
    write_week(by=ding().actor, at=LATER, week=SIX_DAYS, make_up="09:00-12:00")
    saturday = date(2026, 4, 4 + 7)
    assert calendar_in_use(LATER).hours_on(saturday) == slots("09:00-12:00")
    assert calendar_in_use(MONDAY).hours_on(saturday) == ()
    assert calendar_in_use(LATER).hours_on(date(2026, 5, 9)) == slots("09:00-12:00")
    kind, details = lines()[0]
    assert (kind, details["number"]) == ("working_hours.week_changed", 1)
    assert details["after"] == {
        "monday": "08:30–12:00, 14:00–17:30",
        "tuesday": "08:30–12:00, 14:00–17:30",
        "wednesday": "08:30–12:00, 14:00–17:30",
        "thursday": "08:30–12:00, 14:00–17:30",
        "friday": "08:30–12:00, 14:00–17:30",
        "saturday": "09:00–12:00",
        "sunday": "",
        "make_up": "09:00–12:00",
    }


def test_the_same_hours_make_no_version() -> None:
    usual = ["09:00-12:00 13:30-18:00"] * 5 + ["", ""]
    made = write_week(by=ding().actor, at=MONDAY, week=usual, make_up="09:00-12:00,13:30-18:00")
    assert (made, WorkingHoursVersion.objects.count()) == (None, 0)


def test_hours_that_cannot_be_are_told_by_their_day() -> None:
    week = ["18:00-09:00", "09:00-12:00, 11:00-13:00", *SIX_DAYS[2:]]
    with pytest.raises(Invalid) as refusal:
        write_week(by=ding().actor, at=MONDAY, week=week, make_up="früh")
    assert {field: words.split(".")[0] for field, words in refusal.value.problems.items()} == {
        "monday": "18:00–09:00 ends before it begins",
        "tuesday": "09:00–12:00 and 11:00–13:00 overlap",
        "make_up": "“früh” is no stretch of time",
    }
    with pytest.raises(Invalid, match="At least one day"):
        write_week(by=ding().actor, at=MONDAY, week=[""] * 7, make_up="")


def test_who_looked_at_older_hours_is_told() -> None:
    write_week(by=ding().actor, at=MONDAY, week=SIX_DAYS, make_up="", instead_of=0)
    own(date(2026, 3, 5))
    usual = ["09:00-18:00"] * 5 + ["", ""]
    with pytest.raises(Stale):
        write_week(by=ding().actor, at=MONDAY, week=usual, make_up="", instead_of=0)
    write_week(by=ding().actor, at=MONDAY, week=usual, make_up="", instead_of=1)


def test_own_days_are_added_and_removed() -> None:
    own(date(2026, 3, 5), date(2026, 3, 6))
    own(date(2026, 3, 7), hours=None, name="补货")
    own(date(2026, 3, 9), hours="10:00-12:00", name="盘点")
    calendar = calendar_in_use(MONDAY)
    march = [calendar.hours_on(date(2026, 3, day)) for day in (5, 6, 7, 9)]
    assert march == [(), (), OFFICE_HOURS, slots("10:00-12:00")]
    assert calendar.day(date(2026, 3, 7)).name == "补货"
    remove_own_days(by=ding().actor, at=MONDAY, first=date(2026, 3, 5))
    assert calendar_in_use(MONDAY).hours_on(date(2026, 3, 6)) == OFFICE_HOURS
    assert [kind for kind, _ in lines()] == [
        "working_hours.own_days_added",
        "working_hours.own_days_added",
        "working_hours.own_days_added",
        "working_hours.own_days_removed",
    ]
    assert lines()[-1][1] == {
        "number": 4,
        "first": "2026-03-05",
        "last": "2026-03-06",
        "hours": "",
        "name": "厂休",
    }
    with pytest.raises(NotFound):
        remove_own_days(by=ding().actor, at=MONDAY, first=date(2026, 3, 5))


@pytest.mark.parametrize(
    ("first", "last", "given", "field"),
    [
        (None, None, {}, "first"),
        (date(2026, 3, 6), date(2026, 3, 5), {}, "last"),
        (date(2026, 3, 6), date(2026, 9, 5), {}, "last"),
        (date(2036, 3, 6), None, {}, "first"),
        (date(2026, 3, 6), None, {"name": " "}, "name"),
        (date(2026, 3, 6), None, {"name": "长" * 41}, "name"),
        (date(2026, 3, 6), None, {"hours": "9-5"}, "hours"),
        (date(2026, 3, 31), date(2026, 4, 2), {}, "first"),
    ],
)
def test_own_days_that_cannot_be_are_told(
    first: date | None, last: date | None, given: dict[str, object], field: str
) -> None:
    own(date(2026, 4, 1), name="盘点")
    with pytest.raises(Invalid) as refusal:
        own(first, last, **given)
    assert list(refusal.value.problems) == [field]


def test_a_notice_says_everything_about_its_year_until_it_is_dropped() -> None:
    take_notice(by=ding().actor, at=MONDAY, text=NOTICE, source="国办发明电〔2026〕9号")
    calendar = calendar_in_use(MONDAY)
    assert calendar.is_confirmed(date(2027, 7, 1))
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.is_working_day(date(2027, 2, 8))
    assert lines() == [
        (
            "working_hours.notice_taken",
            {"number": 1, "year": 2027, "source": "国办发明电〔2026〕9号", "days": 4},
        )
    ]
    drop_notice(by=ding().actor, at=MONDAY, year=2027)
    assert not calendar_in_use(MONDAY).is_confirmed(date(2027, 7, 1))
    with pytest.raises(NotFound):
        drop_notice(by=ding().actor, at=MONDAY, year=2027)


def test_a_notice_needs_its_source_and_its_lines_right() -> None:
    with pytest.raises(Invalid) as refusal:
        take_notice(by=ding().actor, at=MONDAY, text=NOTICE, source=" ")
    assert list(refusal.value.problems) == ["source"]
    with pytest.raises(UnusableNotice, match="Line 2"):
        take_notice(by=ding().actor, at=MONDAY, text=TITLE + "一、元旦：13月1日放假。", source="x")
    assert WorkingHoursVersion.objects.count() == 0


def test_a_version_stays_as_it_was() -> None:
    own(date(2026, 3, 5))
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        WorkingHoursVersion.objects.update(words="x")
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        WorkingHoursVersion.objects.all().delete()


def test_the_calendar_is_kept_in_the_process() -> None:
    own(date(2026, 3, 5))
    forget_calendar()
    with CaptureQueriesContext(connection) as first:
        calendar = calendar_in_use(MONDAY)
    with CaptureQueriesContext(connection) as again:
        assert calendar_in_use(MONDAY + timedelta(hours=1)) is calendar
    assert (len(first), len(again)) == (3, 0)


def test_answers_are_in_the_time_of_the_installation() -> None:
    start = datetime(2026, 3, 2, 17, 0, tzinfo=SHANGHAI)
    end = calendar_in_use(MONDAY).add_working_time(start, timedelta(hours=2))
    assert end.isoformat() == "2026-03-03T10:00:00+08:00"
