"""The time of day: 下午三点半, 20:15, 晚上8点一刻, 凌晨."""

import re
from dataclasses import dataclass

from zhuanji.language.reading.numerals import read_number

_N = "(?:[0-9]{1,2}|[零一二两三四五六七八九十]{1,3})"
_PART = re.compile(
    r"(?P<凌晨>凌晨)|(?P<早>大清早|清晨|清早|一大早|早晨|早上|早间|早(?![点就已日期晚市餐饭些先年教恋熟]))|(?P<上午>上午)"
    r"|(?P<中午>中午|正午)|(?P<下午>下午|午后)|(?P<傍晚>傍晚|黄昏)|(?P<晚>晚上|晚间|夜晚|晚(?![餐饭年期会报班安辈高婚了到些才发交送]))"
    r"|(?P<夜>大半夜|三更半夜|半夜|夜里|夜间|深夜|午夜)"
)
_CLOCK = re.compile(
    rf"(?P<hour>{_N})(?:点|时(?![候间代而尚刻常机有至效期速段长装光]))(?P<exact>钟|整|半|过(?P<past>{_N})分|[一二三123]刻"
    rf"|(?P<minute>[0-9]{{1,2}}|[零一二三四五六七八九十]{{1,3}})(?:分(?![钟之])|(?![0-9多个天年月日号块元点名人件条次]))?)?(?P<about>多|左右|许)?"
    r"|(?P<h>[01]?[0-9]|2[0-4])[:：](?P<m>[0-5][0-9])(?![0-9])(?:[:：](?P<s>[0-5][0-9])(?![0-9]))?"
)
_NO_CLOCK = re.compile(
    r"\s?(?:要求|建议|意见|理由|问题|原因|诉求|[:：、是儿]|不满|疑问|几|希望|困惑|看法|体会|错|好处)"
)
_HOUR = 60
_NOON, _DAY = 12, 24
_EARLY, _MORNING = 6, 7
_PARTS = {
    "凌晨": (0, 6), "早": (6, 9), "上午": (8, 12), "中午": (11, 13), "下午": (12, 18),
    "傍晚": (17, 19), "晚": (18, 24), "夜": (22, 28),
}  # fmt: skip
"""Hours from and to, counted from the midnight before; a night ends in the next day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes after midnight; `until` where only a part of the day is known."""

    minutes: int
    until: int | None
    part: str
    end: int
    seconds: int = 0


def read_hours(text: str, place: int, *, part: str = "", bare: bool = False) -> Hours | None:
    """Return the time of day that stands at `place`; `part` is what was read before (昨晚).

    `bare` when no day and no part stands before: then 三点 must be told from three points.
    """
    found = _PART.match(text, place) if not part else None
    if found:
        part, place = str(found.lastgroup), found.end()
        place += text[place : place + 1] in {" ", "的", ","}
    clock = _CLOCK.match(text, place)
    if clock and _is_clock(text, clock, bare=bare and not part):
        return _at_clock(clock, part)
    if part:
        first, last = _PARTS[part]
        return Hours(first * _HOUR, last * _HOUR, part, found.end() if found else place)
    return None


def _is_clock(text: str, clock: re.Match[str], *, bare: bool) -> bool:
    if clock["h"]:
        return True
    if _NO_CLOCK.match(text, clock.end()) or (hour := read_number(clock["hour"])) is None:
        return False
    if hour > _DAY:
        return False
    told = (
        clock["exact"] or clock["about"] or (clock["hour"].isdecimal() and clock["hour"].isascii())
    )
    return bool(told) if bare else True


def _at_clock(clock: re.Match[str], part: str) -> Hours:
    hour = int(clock["h"] or read_number(clock["hour"]) or 0)
    minute = int(clock["m"]) if clock["h"] else _minute(clock)
    seconds = int(clock["s"] or 0) if clock["h"] else 0
    return Hours(_twenty_four(hour, part) * _HOUR + minute, None, part, clock.end(), seconds)


def _minute(clock: re.Match[str]) -> int:
    exact = clock["exact"] or ""
    if exact == "半":
        return 30
    if exact.endswith("刻"):
        return 15 * int(read_number(exact[0]) or 0)
    typed = clock["past"] or clock["minute"]
    return min(int(read_number(typed) or 0), _HOUR - 1) if typed else 0


def _twenty_four(hour: int, part: str) -> int:
    """Return the hour counted from the midnight before the day that was named."""
    if (part in {"下午", "傍晚"} and hour < _NOON) or (part == "中午" and hour < _EARLY):
        return hour + _NOON
    if part in {"晚", "夜"}:
        if hour == _NOON or hour < (_EARLY - 1):
            return _DAY + hour % _NOON
        return hour + _NOON if hour < _NOON else hour
    return 0 if part == "凌晨" and hour == _NOON else hour
