"""The organisation's calendar as a document, and the calendar it makes. Pure: no tables, no clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from pydantic import BaseModel, ConfigDict

from zhuanji.calendars.notices import Notice, NoticeDay, with_notices
from zhuanji.calendars.slots import OFFICE_HOURS, Slots, Week, in_words, slots
from zhuanji.calendars.working_days import WorkingCalendar

_OFFICE = in_words(OFFICE_HOURS)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OwnDays(_Part):
    """Days from `first` to `last` with hours of their own: "" is closed, None the usual ones."""

    first: date
    last: date
    hours: str | None
    name: str

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def each(self) -> Iterable[date]:
        return (self.first + timedelta(days=number) for number in range(self.length))


class TakenDay(_Part):
    on: date
    worked: bool
    name: str


class TakenNotice(_Part):
    """An official notice that somebody took over, and where they had it from."""

    source: str
    days: tuple[TakenDay, ...]


class HoursBody(_Part):
    """Everything an organisation says about its working time."""

    week: tuple[str, ...] = (_OFFICE,) * 5 + ("", "")
    make_up: str = _OFFICE
    own_days: tuple[OwnDays, ...] = ()
    notices: dict[int, TakenNotice] = {}

    def as_week(self) -> Week:
        return Week.written(self.week, self.make_up)


def calendar_of(body: HoursBody, years: Iterable[int], zone: tzinfo) -> WorkingCalendar:
    """Return the calendar that a document makes of what the libraries know of these years."""
    known = with_notices(WorkingCalendar.from_library(years), _notices(body))
    week = body.as_week()
    own = {day: _hours(one, week, day) for one in body.own_days for day in one.each()}
    names = {**known.names} | {day: one.name for one in body.own_days for day in one.each()}
    return replace(known, week=week, own_days=own, zone=zone, names=names)


def _notices(body: HoursBody) -> Iterable[Notice]:
    for year, taken in body.notices.items():
        yield Notice(year, tuple(NoticeDay(day.on, day.worked, day.name) for day in taken.days))


def _hours(one: OwnDays, week: Week, day: date) -> Slots:
    return week.when_worked(day.weekday()) if one.hours is None else slots(one.hours)
