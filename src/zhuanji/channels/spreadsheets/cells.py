"""What a cell means: moments in every spelling, text without the mess of web pages. Pure."""

import re
from datetime import datetime, timedelta

from zhuanji.language.normalise import fold

_MOMENT = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:[\sT,]*(?:(?:星期|周)[一二三四五六日天])?\s*(?P<half>上午|下午|晚上|中午|凌晨|早上|am|pm)?\s*"
    r"(?P<h>\d{1,2})\s*[:：时点]\s*(?P<mi>\d{1,2})?\s*(?:[:：分]\s*(?P<s>\d{1,2})?)?(?:\.\d+)?\s*秒?"
    r"\s*(?P<late>am|pm)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_SOLID = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[\sT]?(\d{2})(\d{2})(\d{2})?)?")
_SERIAL = re.compile(r"\d{4,6}(?:\.\d+)?")
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of a spreadsheet, local time
_AFTERNOON = {"下午", "晚上", "pm"}
_NOON = 12
_BLANK_LINES = re.compile(r"\n{3,}")
_LONGEST = 60


def read_moment(text: str) -> datetime | None:
    """Return the day or moment that is written here; None when it is no such thing.

    2019/2/28 11:25:05 · 2019-02-28 · 2019年2月28日下午3点 · 20190228 · 43524.4757 (a
    spreadsheet's day number) · ISO 8601. Without a zone it is local time, and naive.
    """
    typed = fold(text[:_LONGEST]).strip()
    try:
        if found := _MOMENT.fullmatch(typed):
            return _from_parts(found)
        if found := _SOLID.fullmatch(typed):
            return datetime.fromisoformat(_solid(found))
        if _SERIAL.fullmatch(typed):
            return _FIRST_DAY + timedelta(seconds=round(float(typed) * 86_400))
    except (ValueError, OverflowError):
        return None
    return None


def _solid(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second = (part or "00" for part in found.groups())
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}"


def _from_parts(found: re.Match[str]) -> datetime:
    hour = int(found["h"] or 0)
    half = (found["half"] or found["late"] or "").lower()
    if half in _AFTERNOON and hour < _NOON:
        hour += _NOON
    elif half in {"am", "上午", "凌晨"} and hour == _NOON:
        hour = 0
    day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    time = f"{hour:02}:{int(found['mi'] or 0):02}:{int(found['s'] or 0):02}"
    return datetime.fromisoformat(f"{day}T{time}{(found['zone'] or '').upper()}")


def tidy_text(text: str) -> str:
    """Lines without blanks around them, at most one empty line between, none at the ends."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in lines.split("\n"))).strip()
