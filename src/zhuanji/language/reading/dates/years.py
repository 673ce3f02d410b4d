"""Years and their parts: 2024年, 去年, 年底, 第三季度."""

import re
from datetime import date

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.dates.figures import figure, typed_year
from zhuanji.language.reading.dates.holidays import around
from zhuanji.language.reading.dates.lunar import lunar_in
from zhuanji.language.reading.dates.months import MONTH, in_month
from zhuanji.language.reading.days import Days, month_of, year_of
from zhuanji.language.reading.festivals import festival_in

_YEAR = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9])|[〇零一二三四五六七八九]{4}|[零〇一二][〇零一二三四五六七八九])\s?(?:年度|年)(?![以之]?[前后内]|[多来级限龄轻级纪薪久代])"
)
OF_YEAR = re.compile(r"的?(?P<part>上半年|下半年|年初|年底|年末|年中|初|底|末|[一二三四1-4]季度)")


def by_year(context: Context, place: int) -> Dated | None:
    found = _YEAR.match(context.text, place)
    year = typed_year(found["y"]) if found and _is_year(context, found) else 0
    return in_year(context, year, found.end(), fixed=True) if found and year else None


def _is_year(context: Context, found: re.Match[str]) -> bool:
    """Two figures are a year (25年8月), or how long something took (上访15年)."""
    if len(found["y"]) > 2:  # noqa: PLR2004
        return True
    behind = MONTH.match(context.text, found.end()) or OF_YEAR.match(context.text, found.end())
    return behind is not None or context.text.startswith(
        ("在", "从", "自", "于"), found.start() - 1
    )


def in_year(context: Context, year: int, end: int, *, fixed: bool) -> Dated | None:
    """Return what stands behind a year: month and day, festival, part of it, or all of it."""
    if context.text.startswith("的", end):
        end += 1
    if month := MONTH.match(context.text, end):
        return in_month(year, month, fixed=fixed)
    festival = context.words.get(end)
    if festival and festival.value.startswith("festival:"):
        return around(context, festival, {year: festival_in(year, festival.value[9:])}, fixed=fixed)
    if festival and festival.value.startswith("lunar:"):
        return lunar_in(context, festival, range(year, year + 1))
    whole = year_of(year, fixed=fixed)
    if whole and (part := OF_YEAR.match(context.text, end)):
        return Dated(_part_of_year(whole, part["part"]), part.end())
    return Dated(whole, end - context.text.startswith("的", end - 1)) if whole else None


def year_word(word: Word) -> Dated | None:
    return in_year(
        word.context, word.context.today.year + int(word.rest[0]), word.hit.end, fixed=False
    )


def _part_of_year(whole: Days, part: str) -> Days:
    year = whole.first.year
    quarter = figure(part[0]) if part.endswith("季度") else 0
    months = {"上半年": (1, 6), "下半年": (7, 12), "年初": (1, 2), "初": (1, 2), "年中": (6, 7)}
    first, last = (quarter * 3 - 2, quarter * 3) if quarter else months.get(part, (11, 12))
    end = month_of(year, last)
    return Days(date(year, first, 1), end.last if end else whole.last, whole.fixed)
