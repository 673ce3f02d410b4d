"""Whole dates: 2026/11/3, 2026年11月3日, 20261103."""

import re

from zhuanji.language.reading.dates.context import Context, Dated
from zhuanji.language.reading.days import Days, day_of

_FULL = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s?(?:[-/.]\s?(?P<m>[0-9]{1,2})\s?[-/.]\s?(?P<d>[0-9]{1,2})(?![0-9])[日号]?|(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3][0-9])(?![0-9a-z]))"
)


def full_date(context: Context, place: int) -> Dated | None:
    found = _FULL.match(context.text, place)
    if not found:
        return None
    day = day_of(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))
    return Dated(Days.one(day, fixed=True), found.end()) if day else None
