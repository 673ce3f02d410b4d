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
    rf"(?P<m>{N})\s?月(?!饼|嫂|子|租金?套)(?:份)?(?:的)?\s?(?:(?P<d>[0-9]{{1,2}}(?![0-9])|[一二三四五六七八九十]{{1,3}})(?:\s?[日号](?!{NO_DAY})|{AND_DAY})"
    r"|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))?"
)
_DAY = re.compile(rf"(?P<d>{N})\s?(?:[日号](?!{NO_DAY})|{AND_DAY})")
_DAY_AFTER_MONTH = re.compile(
    rf"的?\s?(?:(?P<d>{N})\s?(?:[日号](?!{NO_DAY})|{AND_DAY})|(?P<part>上旬|中旬|下旬|初|底|末|中(?![秋午毒国止])))"
)
_SLASH = re.compile(
    r"(?P<m>0?[1-9]|1[0-2])[-/](?P<d>0?[1-9]|[12][0-9]|3[01])(?![0-9a-z/.%-])"
    r"(?=\s?(?:下[的了]?单|下午|买[的了]|购买|付[的了]?款|到[的了]?货|到[的了]|收到|签收|发[的了]?货|订[的了]|预订|退[的了]?货|拍[的了]|寄出"
    r"|上午|晚上|早上|凌晨|中午|[0-9]{1,2}[:：点][0-9]|打[的了]|报[的了]?修|报修|送[的来]|安装|装[的了]|开始|至今|那天|当天|入住|投诉|申请|交[的了]|办[的了]))"
)
_GOES_ON = re.compile(r"(?:[0-9a-z/.:-]|第|[0-9]\s)\Z")
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


def month_part_word(word: Word) -> Dated | None:
    """Return 月初 without a month: of the one that began last."""
    whole = month_of(word.context.today.year, word.context.today.month)
    return Dated(part_of_month(whole, word.rest[0]), word.hit.end) if whole else None


def by_slash(context: Context, place: int) -> Dated | None:
    """Return 11/10 and 11-20 where something is said to have happened then, else they are counts."""
    found = _SLASH.match(context.text, place)
    if not found or _GOES_ON.search(context.text, max(place - 2, 0), place):
        return None
    month, number = int(found["m"]), int(found["d"])
    chosen = nearest(context.today, {year: day_of(year, month, number) for year in _years(context)})
    return Dated(Days.one(chosen), found.end("d")) if chosen else None


def _is_number_of_something(text: str, place: int) -> bool:
    return _HOUSE.search(text, max(place - 1, 0), place) is not None
