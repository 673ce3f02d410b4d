"""Festivals and shopping days, and the days around them: 国庆期间, 双十一前一天."""

import re
from datetime import date

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.days import Days, add_days, nearest
from zhuanji.language.reading.festivals import festival_in, season
from zhuanji.language.reading.words import Hit

_AROUND = re.compile(
    r"(?:节)?(?:的)?(?:(?P<season>期间|假期|小长假|长假|黄金周|放假|假日|活动期间|大促期间|活动)|(?P<shift>前一天|前夕|第二天|后一天|次日|当天|当日|那天|这天))"
)
_SHOPPING = re.compile(
    "(?:年中)?(?:大促|活动|购物节|期间|那天|当天|当日|的时候|时|促销|预售|抢|买|下单|前|后|做)"
)


def around(
    context: Context, hit: Hit, years: dict[int, date | None], *, fixed: bool
) -> Dated | None:
    """Return a festival's day, or the days around it that are asked for."""
    day = (
        nearest(max((d for d in years.values() if d), default=context.today), years)
        if fixed or (len(years) == 1)
        else nearest(context.today, years)
    )
    if not day:
        return None
    found = _AROUND.match(context.text, hit.end)
    if found and found["season"]:
        first, last = season(hit.value[9:])
        return Dated(Days(day + first, day + last, fixed), found.end())
    shift = {"前一天": -1, "前夕": -1, "第二天": 1, "后一天": 1, "次日": 1}
    if found:
        return Dated(
            Days.one(add_days(day, shift.get(found["shift"], 0)), fixed=fixed), found.end()
        )
    return Dated(Days.one(day, fixed=fixed), hit.end)


def festival_word(word: Word) -> Dated | None:
    if word.context.text[word.hit.start].isdecimal() and not _is_shopping_day(
        word.context.text, word.hit
    ):
        return None
    years = {
        year: festival_in(year, word.rest[0])
        for year in range(word.context.today.year - 2, word.context.today.year + 2)
    }
    return around(word.context, word.hit, years, fixed=False)


def _is_shopping_day(text: str, hit: Hit) -> bool:
    if (text[hit.start - 1 : hit.start].isascii() and hit.start) or text[
        hit.end : hit.end + 1
    ].isdecimal():
        return False
    return _SHOPPING.match(text, hit.end) is not None
