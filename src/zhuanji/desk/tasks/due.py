"""By when a task is due, as people type it: 2wd, 3个工作日, 明天17:00, 11-30, 2026-12-01 09:00."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_line, fold
from zhuanji.playbooks.terms import CLOSING_HOUR, NotATerm, parse_term
from zhuanji.working_hours.queries import calendar_in_use

_AHEAD = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    rf"(?P<word>{'|'.join(sorted(_AHEAD, key=len, reverse=True))})"
    r"|(?P<next>下)?(?:本|这)?(?:周|星期)(?P<weekday>[一二三四五六日天])"
    r"|(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
)
_CLOCK = re.compile(
    r"[t ,，]*(?P<half>上午|早上|中午|下午|傍晚|晚上)?\s*"
    r"(?P<hour>\d{1,2})\s*[:点时]\s*(?P<minute>\d{1,2}|半)?\s*分?(?::\d{2})?\s*(?:前|之前)?"
)
_END_OF_DAY = time(CLOSING_HOUR)
_AFTER_NOON = frozenset({"下午", "傍晚", "晚上"})
_NOON = 12


def read_due(typed: str, at: datetime, *, field: str = "due") -> tuple[datetime, str]:
    """Return the moment, and the term when it was typed as a length of time. Raises Invalid."""
    words = clean_line(typed)
    if not words:
        raise Invalid({field: _("Say by when, e.g. 2wd or “tomorrow 17:00”.")})
    try:
        term = parse_term(words)
    except NotATerm:
        return _moment(words, at, field), ""
    return term.through(at, calendar_in_use(at)), str(term)


def _moment(words: str, at: datetime, field: str) -> datetime:
    text, now = fold(words), timezone.localtime(at)
    found = _DAY.match(text)
    rest = text[found.end() :] if found else text
    has_clock = bool(rest.strip(" ,，t"))
    clock = _CLOCK.fullmatch(rest.strip()) if has_clock else None
    refusal = Invalid(
        {field: _("This is no moment. Write it as 2wd, “tomorrow 17:00” or 2026-11-30 17:00.")}
    )
    if has_clock != (clock is not None) or (found is None and clock is None):
        raise refusal
    try:
        day = _day(found, now.date()) if found else now.date()
        return timezone.make_aware(datetime.combine(day, _time(clock)))
    except (ValueError, OverflowError) as error:
        raise refusal from error


def _day(found: re.Match[str], today: date) -> date:
    if found["word"]:
        return today + timedelta(days=_AHEAD[found["word"]])
    if found["weekday"]:
        wanted = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=wanted, weeks=bool(found["next"]))
        return day if day >= today else day + timedelta(weeks=1)
    month, number = int(found["month"]), int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, number)
    day = date(today.year, month, number)
    return day if day >= today else date(today.year + 1, month, number)


def _time(clock: re.Match[str] | None) -> time:
    """A day without a time of day means its end of work."""
    if clock is None:
        return _END_OF_DAY
    hour = int(clock["hour"])
    if clock["half"] in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    return time(hour, 30 if clock["minute"] == "半" else int(clock["minute"] or 0))
