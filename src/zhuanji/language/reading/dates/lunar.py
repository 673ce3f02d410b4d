"""Days of the lunar calendar: 农历八月十五, 腊月二十三, 大年初三."""

import re

from zhuanji.language.reading.dates.context import Context, Dated, Word
from zhuanji.language.reading.dates.figures import figure
from zhuanji.language.reading.days import Days, nearest
from zhuanji.language.reading.lunar import lunar_day, lunar_month
from zhuanji.language.reading.words import Hit

_DAY = r"(?:初(?P<early>[一二三四五六七八九十])|廿(?P<late>[一二三四五六七八九])?|(?P<d>三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[0-9]{1,2}(?=[日号])))[日号]?"
_MONTH_AND_DAY = re.compile(
    rf"的?(?P<m>正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{{1,2}})月(?:{_DAY})?"
)
_BEHIND_MONTH = re.compile(_DAY)
_EARLY = re.compile("(?P<early>[一二三四五六七八九十])")
_NAMES = {"正": 1, "冬": 11, "腊": 12}
_TWENTY = 20


def lunar_word(word: Word) -> Dated | None:
    today = word.context.today
    return lunar_in(word.context, word.hit, range(today.year - 2, today.year + 2))


def lunar_in(context: Context, hit: Hit, years: range) -> Dated | None:
    """Return the day named at `hit`, of the year among these that is meant."""
    kind = int(hit.value.partition(":")[2])
    pattern = {0: _MONTH_AND_DAY, -1: _EARLY}.get(kind, _BEHIND_MONTH)
    found = pattern.match(context.text, hit.end)
    if found is None:
        return _whole(context, hit, kind, years, hit.end) if kind > 0 else None
    month = abs(kind) or _NAMES.get(found["m"]) or figure(found["m"])
    day = _day(found)
    if not day:
        return _whole(context, hit, month, years, found.end())
    chosen = nearest(context.today, {year: lunar_day(year, month, day) for year in years})
    return Dated(Days.one(chosen), found.end()) if chosen else None


def _whole(context: Context, hit: Hit, month: int, years: range, end: int) -> Dated | None:
    """Return all of a month, unless another word goes on there."""
    known = {year: span for year in years if (span := lunar_month(year, month))}
    first = nearest(context.today, {year: span[0] for year, span in known.items()})
    last = next((span[1] for span in known.values() if span[0] == first), None)
    return Dated(Days(first, last), end) if first and last and end > hit.start else None


def _day(found: re.Match[str]) -> int:
    told = found.groupdict()
    if told.get("early"):
        return figure(told["early"])
    if found[0].rstrip("日号").endswith("廿"):
        return _TWENTY
    return _TWENTY + figure(told["late"]) if told.get("late") else figure(told.get("d") or "0")
