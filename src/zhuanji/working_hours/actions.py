"""Everything that can be done to the organisation's calendar; each makes a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.calendars.notices import read_notice
from zhuanji.calendars.slots import UnusableSlots, in_words, slots
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotFound, Stale
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.language.normalise import clean_line
from zhuanji.working_hours.body import HoursBody, OwnDays, TakenDay, TakenNotice
from zhuanji.working_hours.models import WorkingHoursVersion
from zhuanji.working_hours.policies import require_may_write_working_hours
from zhuanji.working_hours.queries import body_of, forget_calendar, newest_version

ABOUT = "working_hours/1"  # one story: versions are its lines
LONGEST_NAME, LONGEST_SOURCE = 40, 200
MOST_DAYS_AT_ONCE, MOST_OWN_DAYS = 120, 200
FURTHEST = timedelta(days=5 * 366)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class _Told:
    """What is told of a change: its kind, in short for the list of versions, and for the history."""

    what: str
    words: str
    details: dict[str, Any]


@transaction.atomic
def write_week(
    *, by: Actor, at: datetime, week: Sequence[str], make_up: str, instead_of: int | None = None
) -> WorkingHoursVersion | None:
    """Put other weekly hours into use; None if they are the same.

    Raises Invalid by weekday, and Stale when somebody else changed them since version `instead_of`.
    """
    require_may_write_working_hours(by)
    problems: dict[str, str] = {}
    said = [_read(words, day, problems) for words, day in zip(week, DAYS, strict=True)]
    for_holidays = _read(make_up, "make_up", problems)
    if not problems and not any(said):
        problems["monday"] = _("At least one day of the week must be worked.")
    if problems:
        raise Invalid(problems)
    number, before = _newest()
    if instead_of is not None and _week_of(body_of(instead_of)) != _week_of(before):
        raise Stale
    after = before.model_copy(update={"week": tuple(said), "make_up": for_holidays})
    details = {"before": _week_of(before), "after": _week_of(after)}
    return _put(number, before, after, _Told("week_changed", "", details), by=by, at=at)


@transaction.atomic
def add_own_days(
    *, by: Actor, at: datetime, first: date | None, last: date | None, hours: str | None, name: str
) -> WorkingHoursVersion | None:
    """Give days hours of their own: "" closes them, None works them as usual."""
    require_may_write_working_hours(by)
    number, before = _newest()
    problems: dict[str, str] = {}
    words = None if hours is None else _read(hours, "hours", problems)
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        problems["name"] = _(
            "Say in up to 40 characters what day it is: stocktaking, company trip."
        )
    problems |= _problems_of_days(first, last or first, before, at)
    if problems or first is None:
        raise Invalid(problems)
    one = OwnDays(first=first, last=last or first, hours=words, name=name)
    days = tuple(sorted((*before.own_days, one), key=lambda day: day.first))
    after = before.model_copy(update={"own_days": days})
    told = _Told("own_days_added", _of(one), one.model_dump(mode="json"))
    return _put(number, before, after, told, by=by, at=at)


@transaction.atomic
def remove_own_days(*, by: Actor, at: datetime, first: date) -> WorkingHoursVersion | None:
    """Let the week and the holidays speak again for the days that begin then. Raises NotFound."""
    require_may_write_working_hours(by)
    number, before = _newest()
    one = next((day for day in before.own_days if day.first == first), None)
    if one is None:
        raise NotFound
    days = tuple(day for day in before.own_days if day != one)
    after = before.model_copy(update={"own_days": days})
    told = _Told("own_days_removed", _of(one), one.model_dump(mode="json"))
    return _put(number, before, after, told, by=by, at=at)


@transaction.atomic
def take_notice(*, by: Actor, at: datetime, text: str, source: str) -> WorkingHoursVersion | None:
    """Let an official notice say everything about its year.

    Raises UnusableNotice, which names the lines, and Invalid without a source.
    """
    require_may_write_working_hours(by)
    notice = read_notice(text)
    source = clean_line(source)
    if not source or len(source) > LONGEST_SOURCE:
        words = _("Name where the notice is from, in up to 200 characters: its number or address.")
        raise Invalid({"source": words})
    number, before = _newest()
    days = tuple(TakenDay(on=day.on, worked=day.worked, name=day.name) for day in notice.days)
    taken = {**before.notices, notice.year: TakenNotice(source=source, days=days)}
    after = before.model_copy(update={"notices": taken})
    details = {"year": notice.year, "source": source, "days": len(days)}
    told = _Told("notice_taken", f"{notice.year} · {source}", details)
    return _put(number, before, after, told, by=by, at=at)


@transaction.atomic
def drop_notice(*, by: Actor, at: datetime, year: int) -> WorkingHoursVersion | None:
    """Let the library speak again about a year. Raises NotFound."""
    require_may_write_working_hours(by)
    number, before = _newest()
    if year not in before.notices:
        raise NotFound
    left = {known: notice for known, notice in before.notices.items() if known != year}
    after = before.model_copy(update={"notices": left})
    details = {"year": year, "source": before.notices[year].source}
    return _put(number, before, after, _Told("notice_dropped", str(year), details), by=by, at=at)


def _newest() -> tuple[int, HoursBody]:
    lock_until_commit("working hours")
    return newest_version()


def _put(
    number: int,
    before: HoursBody,
    after: HoursBody,
    told: _Told,
    *,
    by: Actor,
    at: datetime,
) -> WorkingHoursVersion | None:
    if after == before:
        return None
    version = WorkingHoursVersion.objects.create(
        number=number + 1,
        body=after.model_dump(mode="json"),
        valid_from=at,
        by=by.key,
        by_name=by.name,
        what=told.what,
        words=told.words,
    )
    forget_calendar()
    transaction.on_commit(forget_calendar)
    kind = f"working_hours.{told.what}"
    record(kind=kind, about=ABOUT, by=by, at=at, number=number + 1, **told.details)
    return version


def _read(words: str, field: str, problems: dict[str, str]) -> str:
    try:
        return in_words(slots(words))
    except UnusableSlots as refusal:
        problems[field] = str(refusal)
        return words


def _week_of(body: HoursBody) -> dict[str, str]:
    return {**dict(zip(DAYS, body.week, strict=True)), "make_up": body.make_up}


def _of(one: OwnDays) -> str:
    until = "" if one.last == one.first else f"–{one.last}"
    return f"{one.first}{until} {one.name}"


def _problems_of_days(
    first: date | None, last: date | None, body: HoursBody, at: datetime
) -> dict[str, str]:
    if first is None or last is None:
        return {"first": _("Choose a day.")}
    if len(body.own_days) >= MOST_OWN_DAYS:
        return {"first": _("There are 200 entries. Remove old ones first.")}
    if problems := _problems_of_range(first, last, at):
        return problems
    for one in body.own_days:
        if first <= one.last and one.first <= last:
            words = _("%(days)s is listed already. Remove it first.")
            return {"first": words % {"days": _of(one)}}
    return {}


def _problems_of_range(first: date, last: date, at: datetime) -> dict[str, str]:
    if last < first:
        return {"last": _("The last day lies before the first.")}
    if (last - first).days >= MOST_DAYS_AT_ONCE:
        return {"last": _("That is more than 120 days. Change the weekly hours instead.")}
    if not at.date() - FURTHEST < first <= last < at.date() + FURTHEST:
        return {"first": _("The day lies more than five years away.")}
    return {}
