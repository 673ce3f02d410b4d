"""When something happened, as people type it: 2026-11-23 14:30, 昨天, 11月23日下午2点半. Pure."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhuanji.language.normalise import fold
from zhuanji.language.reading import read

_DAYS_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_DAY = re.compile(
    rf"(?P<word>{'|'.join(_DAYS_AGO)})"
    r"|(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
)
_CLOCK = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上|晚|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:点时]\s*(?P<minute>\d{1,2}|半)?\s*分?)(?:\s*:\s*\d{2}(?:\.\d+)?)?"
)
_AFTER_NOON = {"下午", "傍晚", "晚上", "晚", "pm"}
_NOON = 12
_ISO_DAY = len("2026-11-23")


class Unreadable(ValueError):
    """Nobody can tell which moment is meant."""


def read_moment(typed: str, now: datetime) -> datetime | None:
    """Return the moment that was typed, local time; None for nothing typed. Raises Unreadable.

    A day without a year is the latest such day that is not ahead; a day without a time of day is
    its beginning, a time of day alone is today's.
    """
    words = (
        fold(typed).replace("t", " ") if re.match(r"\d{4}-\d\d-\d\dt", fold(typed)) else fold(typed)
    )
    words = words.strip()
    if not words:
        return None
    try:
        return _as_written(words, now)
    except Unreadable:
        return _as_said(typed.strip(), now)


def _as_said(words: str, now: datetime) -> datetime:
    """As people say it, 上周三下午, 三天前: what a complaint's text is read by. All of it must be read."""
    local = timezone.localtime(now)
    for found in read(words, at=local).findings:
        if found.kind == "moment" and found.text == words:
            first, _to, last = found.value.partition("/")
            if not last or first[:_ISO_DAY] == last[:_ISO_DAY]:
                moment = datetime.fromisoformat(first)
                return moment if moment.tzinfo else timezone.make_aware(moment)
    raise Unreadable


def _as_written(words: str, now: datetime) -> datetime:
    found = _DAY.match(words)
    day = _day(found, timezone.localdate(now)) if found else timezone.localdate(now)
    rest = words[found.end() :].strip(" ,，") if found else words
    if not found and not rest:
        raise Unreadable
    return timezone.make_aware(datetime.combine(day, _clock(rest)))


def _day(found: re.Match[str], today: date) -> date:
    if found["word"]:
        return today - timedelta(days=_DAYS_AGO[found["word"]])
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return _date(int(found["year"]), month, day)
    this_year = _date(today.year, month, day)
    return this_year if this_year <= today else _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable from error


def _clock(words: str) -> time:
    if not words:
        return time()
    found = _CLOCK.fullmatch(words)
    if not found:
        raise Unreadable
    hour = int(found["hour"])
    if found["half"] in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise Unreadable from error
