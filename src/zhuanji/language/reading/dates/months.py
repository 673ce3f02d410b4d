"""Months and their days: 5月3日, 上个月15号, 10号, 月底."""

import re
from datetime import date

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.dates.figures import AND_DAY, NO_DAY, N, figure
from zhuanji.language.reading.days import (
    Days,
    add_days,
    add_months,
    day_of,
    month_of,
    nearest,
    part_of_month,
)

MONTH = re.compile(
    rf"(?P<m>{N})\s?月(?!饼|嫂|子|租金?套)(?:份)?(?:的)?\s?(?:(?P<d>[0-9]{{1,2}}(?![0-9])|[一二三四五六七八九十]{{1,3}})(?:\s?[日号](?!{NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{AND_DAY})"
    r"|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))?"
)
_DAY = re.compile(
    rf"(?P<d>{N})\s?(?:[日号](?!{NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{AND_DAY})"
)
_DAY_AFTER_MONTH = re.compile(
    rf"的?\s?(?:(?P<d>{N})\s?(?:[日号](?!{NO_DAY}|出口|入口|通道|公寓|别墅|商铺|住宅|国道|文件)|{AND_DAY})|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))"
)
_HOUSE = re.compile(r"(?:路|街|道|巷|弄|里|村|区|栋|楼|座|门|店|院|第|段|苑|园|线|[a-z0-9]|[#.])\Z")


def by_month(context: Context, place: int) -> Dated | None:
    found = MONTH.match(context.text, place)
    if not found:
        return None
    month, day = figure(found["m"]), figure(found["d"] or "1")
    if found["m"].startswith("十") and figure(found["m"]) > 12:  # noqa: PLR2004  # months
        return None
    years = {year: day_of(year, month, day) for year in _years(context)}
    chosen = nearest(context.today, years)
    return in_month(chosen.year, found, fixed=False) if chosen else None


def _years(context: Context) -> range:
    return range(context.today.year - 4, context.today.year + 2)


def in_month(year: int, found: re.Match[str], *, fixed: bool) -> Dated | None:
    month = figure(found["m"])
    if found["d"]:
        day = day_of(year, month, figure(found["d"]))
        return Dated(Days.one(day, fixed=fixed), found.end()) if day else None
    whole = month_of(year, month, fixed=fixed)
    if whole and found["part"]:
        whole = part_of_month(whole, found["part"])
    end = found.end() - found.string.endswith(("的", " "), 0, found.end())
    return Dated(whole, end) if whole else None


def by_day(context: Context, place: int, known: Days | None) -> Dated | None:
    """Return the 10th of the month told before or, without one, the last 10th that there was."""
    found = _DAY.match(context.text, place)
    if not found or _is_number_of_something(context.text, place):
        return None
    number = figure(found["d"])
    if known:
        day = day_of(known.last.year, known.last.month, number)
        if day and day < known.first:
            later = add_months(known.last.replace(day=1), 1)
            after = day_of(later.year, later.month, number)
            day = after if after and after <= context.today else day
    else:
        day = _last_day(context, number)
    return Dated(Days.one(day), found.end()) if day else None


def _last_day(context: Context, number: int) -> date | None:
    first = context.today.replace(day=1)
    months = (add_months(first, -back) for back in range(3))
    days = (day_of(month.year, month.month, number) for month in months)
    return next((day for day in days if day and day <= add_days(context.today, 1)), None)


def month_word(word: Word) -> Dated | None:
    first = add_months(word.context.today.replace(day=1), int(word.rest[0]))
    whole = month_of(first.year, first.month)
    found = _DAY_AFTER_MONTH.match(word.context.text, word.hit.end)
    if not whole or not found:
        return Dated(whole, word.hit.end) if whole else None
    if found["part"]:
        return Dated(part_of_month(whole, found["part"]), found.end())
    day = day_of(first.year, first.month, figure(found["d"]))
    return Dated(Days.one(day), found.end()) if day else None


def _is_number_of_something(text: str, place: int) -> bool:
    return _HOUSE.search(text, max(place - 1, 0), place) is not None
