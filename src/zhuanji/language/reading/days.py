"""Stretches of days, and arithmetic with days, weeks, months and years that never fails."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=31)
"""A complaint tells of the past; a date without a year lies ahead only when it is as near as this."""

_FIRST, _LAST = 1900, 2100
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; `fixed` when they hang on no other moment."""

    first: date
    last: date
    fixed: bool = False

    @classmethod
    def one(cls, day: date, *, fixed: bool = False) -> "Days":
        return cls(day, day, fixed)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day there is, in a year somebody alive speaks of."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12):  # noqa: PLR2004  # months
        return None
    return date(year, month, day) if 1 <= day <= _length(year, month) else None


def _length(year: int, month: int) -> int:
    return _LENGTHS[month] + (month == 2 and isleap(year))  # noqa: PLR2004  # February


def month_of(year: int, month: int, *, fixed: bool = False) -> Days | None:
    first = day_of(year, month, 1)
    return Days(first, first.replace(day=_length(year, month)), fixed) if first else None


def year_of(year: int, *, fixed: bool = False) -> Days | None:
    first, last = day_of(year, 1, 1), day_of(year, 12, 31)
    return Days(first, last, fixed) if first and last else None


def add_days(day: date, number: int) -> date:
    """Return the day that many days on, or the nearest that can be told."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def add_months(day: date, number: int) -> date:
    """Return the same day that many months on, or the last of that month."""
    months = day.year * 12 + day.month - 1 + number
    year, month = min(max(months // 12, _FIRST), _LAST), months % 12 + 1
    return date(year, month, min(day.day, _length(year, month)))


def week_of(day: date, number: int) -> date:
    """Return the Monday of the week that many weeks on."""
    return add_days(day, 7 * number - day.weekday())


def nearest(today: date, in_year: "dict[int, date | None]") -> date | None:
    """Return of the same day in several years the last that is past, or soon."""
    known = sorted(day for day in in_year.values() if day)
    past = [day for day in known if day <= today + SOON]
    return past[-1] if past else (known[0] if known else None)


def part_of_month(month: Days, name: str) -> Days:
    """Return 上旬, 中旬, 下旬, 初, 中, 底 of a month."""
    first, last = month.first, month.last
    bounds = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 5), "中": (11, 20)}
    start, end = bounds.get(name, (26, 31))
    return Days(first.replace(day=start), first.replace(day=min(end, last.day)), month.fixed)
