"""Promises in what we write to a customer: 3个工作日内答复, 明天下午5点前给您回电. Pure.

A promise is a length of time or a moment to come, and something that we will do by then, in one
clause. Precision before recall: each is offered, none is made by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.playbooks.terms import CLOSING_HOUR, NotATerm, parse_term

MOST = 8
_FARTHEST = timedelta(days=180)  # a day without a year that lies behind us is no promise
_LONGEST = 300
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_TERM = re.compile(
    rf"(?P<term>{_NUMBER}\s*个?\s*(?:工作日|工作小时|小时|天|日|分钟|周|星期))\s*(?:之内|以内|内)"
)
_DAYS = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3}
_DAY = re.compile(
    rf"(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))}"
    r"|(?:本周|这周|下周|周|星期)[一二三四五六日天](?!\S{0,2}来电)"
    r"|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号])"
    r"\s*(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?:(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?:点|时|:|：)(?P<half_past>半)?)?"
    r"\s*(?P<before>之前|以前|前|内)?"
)
_DEED = re.compile(
    r"答复|回复|回电|回访|致电|联系您|给您(?:一个)?(?:结果|说法|答复|回(?:电|复|话|音|访)?)|反馈|告知|通知您|退款|退还|到账|赔付|补偿"
    r"|更换|换新|补发|寄出|发出|发货|送达|上门|维修|修好|解决|处理(?:完|好)|安排|给您"
)
_DEED_BEFORE = re.compile(f"(?:{_DEED.pattern})$")
_NOT = re.compile(r"未能|没有|没能|无法|不能|曾|此前|之前承诺|原定|原本|已(?:经)?(?:于|在)")
_CLAUSE = re.compile(r"[^。！？!?；;\n]+")
_WEEKDAYS = "一二三四五六日"
_EVENING, _NOON, _END = 22, 12, time(CLOSING_HOUR)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """A promise as it was written: where it stands, its words, by when, and how long that is."""

    start: int
    end: int
    words: str
    due_at: datetime
    term: str


def promises_in(text: str, *, at: datetime, calendar: WorkingCalendar) -> list[Said]:
    """Return what a letter of ours promises, in order; nothing that lies before `at`."""
    found = [
        said
        for clause in _CLAUSE.finditer(text[:20_000])
        if not _NOT.search(clause[0])
        for said in _in_clause(clause[0], clause.start(), at, calendar)
    ]
    return found[:MOST]


def _in_clause(clause: str, offset: int, at: datetime, calendar: WorkingCalendar) -> Iterator[Said]:
    for match in (*_TERM.finditer(clause), *_DAY.finditer(clause)):
        deed = _DEED.search(clause, match.end()) or _DEED.search(clause[: match.start()])
        if deed is None:
            continue
        due, term = _moment(match, at, calendar)
        if due is None or not at < due <= at + _FARTHEST:
            continue
        start, end = min(match.start(), deed.start()), max(match.end(), deed.end())
        if touching := _DEED_BEFORE.search(clause[:start]):  # 退款7天内到账
            start = touching.start()
        words = clause[start:end].strip()[:_LONGEST]
        yield Said(offset + start, offset + end, words, due, term)


def _moment(
    match: re.Match[str], at: datetime, calendar: WorkingCalendar
) -> tuple[datetime | None, str]:
    if match.re is not _TERM:
        return _on_a_day(match, timezone.localtime(at)), ""
    words = re.sub(r"\s", "", match["term"])
    words = re.sub(r"^半个?小时$", "30分钟", words)
    weeks = re.fullmatch(r"(.+?)个?(?:周|星期)", words)
    try:
        term = parse_term(f"{7 * _number(weeks[1])}天" if weeks else words)
    except (NotATerm, ValueError):
        return None, ""
    return term.through(at, calendar), str(term)


def _on_a_day(match: re.Match[str], now: datetime) -> datetime | None:
    day = _day(match["day"], now)
    if day is None:
        return None
    hour = _hour(match)
    clock = time(hour, 30 if match["half_past"] else 0) if hour is not None else _END
    if hour is None and match["half"] in ("上午", "早上", "凌晨", "中午"):
        clock = time(_NOON)
    if hour is None and match["half"] in ("晚上", "傍晚"):
        clock = time(_EVENING)
    return datetime.combine(day, clock, now.tzinfo)


def _day(words: str, now: datetime) -> date | None:
    if words in _DAYS:
        return now.date() + timedelta(days=_DAYS[words])
    if not words[0].isdigit():
        wanted = _WEEKDAYS.index("日" if words[-1] == "天" else words[-1])
        monday = now.date() - timedelta(days=now.weekday())
        day = monday + timedelta(days=wanted, weeks=words.startswith("下"))
        return day if day >= now.date() else day + timedelta(weeks=1)
    numbers = [int(one) for one in re.findall(r"\d+", words)]
    month, number = numbers if len(numbers) == 2 else (now.month, numbers[0])  # noqa: PLR2004
    try:
        day = now.date().replace(month=month, day=number)
    except ValueError:
        return None
    if day >= now.date():
        return day
    later = (day.month % 12 + 1, day.year + day.month // 12) if len(numbers) == 1 else None
    try:
        return (
            day.replace(month=later[0], year=later[1]) if later else day.replace(year=day.year + 1)
        )
    except ValueError:
        return None


def _hour(match: re.Match[str]) -> int | None:
    if not match["hour"]:
        return None
    hour = _number(match["hour"])
    if hour < _NOON and match["half"] in ("下午", "晚上", "傍晚"):
        hour += 12
    if hour < _NOON and match["day"] in ("今晚", "明晚"):
        hour += 12
    return hour if hour < 24 else None  # noqa: PLR2004


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    if words == "半":
        raise ValueError(words)
    tens, ten, ones = words.partition("十")
    if ten:
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return _DIGITS[words]
