"""Weeks and their days: 上周三, 周五, 这周末."""

import re

from zhuanji.language.reading.dates.context import Dated, Word
from zhuanji.language.reading.days import Days, add_days, week_of

_WEEKDAY = re.compile(
    r"(?P<w>一(?![共直次个定样起些下般家边点天])|[二三四五六日天末]|[1-7](?![0-9天个点.]))"
)


def week_word(word: Word) -> Dated:
    monday = week_of(word.context.today, int(word.rest[0]))
    found = _WEEKDAY.match(word.context.text, word.hit.end)
    if not found:
        return Dated(Days(monday, add_days(monday, 6)), word.hit.end)
    if found["w"] == "末":
        return Dated(Days(add_days(monday, 5), add_days(monday, 6)), found.end())
    return Dated(Days.one(add_days(monday, _weekday(found["w"]))), found.end())


def weekday_word(word: Word) -> Dated:
    day = add_days(week_of(word.context.today, 0), int(word.rest[0]) - 1)
    if word.known and word.known.first.weekday() < int(word.rest[0]) - 1 and word.known.first < day:
        day = add_days(week_of(word.known.first, 0), int(word.rest[0]) - 1)
    return Dated(Days.one(day if day <= word.context.today else add_days(day, -7)), word.hit.end)


def weekend_word(word: Word) -> Dated:
    saturday = add_days(week_of(word.context.today, 0), 5)
    saturday = saturday if saturday <= word.context.today else add_days(saturday, -7)
    return Dated(Days(saturday, add_days(saturday, 1)), word.hit.end)


def _weekday(sign: str) -> int:
    return (
        "一二三四五六日".index(sign)
        if sign in "一二三四五六日"
        else 6
        if sign == "天"
        else int(sign) - 1
    )
