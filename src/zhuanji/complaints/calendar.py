"""The calendar by which deadlines are reckoned."""

from functools import cache

from zhuanji.calendars.working_days import WorkingCalendar

_YEARS = range(2020, 2036)


@cache
def calendar_in_use() -> WorkingCalendar:
    return WorkingCalendar.from_library(_YEARS)
