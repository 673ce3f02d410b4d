"""When festivals and shopping days are, the lunar ones too, and how long people are free."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from zhuanji.language.reading.lunar import lunar_day

_FIXED = {
    "new_year": (1, 1), "valentine": (2, 14), "women": (3, 8), "consumers": (3, 15), "labour": (5, 1),
    "youth": (5, 4), "children": (6, 1), "midyear": (6, 18), "teachers": (9, 10), "national": (10, 1),
    "singles": (11, 11), "twelves": (12, 12), "christmas_eve": (12, 24), "christmas": (12, 25),
}  # fmt: skip
_LUNAR = ("spring", "qingming", "dragon_boat", "mid_autumn", "double_ninth")
_BY_LUNAR_DAY = {"qixi": (7, 7), "laba": (12, 8), "little_new_year": (12, 23)}
_AFTER_NEW_YEAR = {"eve": -1, "lantern": 14}
_SEASONS = {  # first and last day, counted from the festival
    "new_year": (0, 2), "spring": (-1, 6), "eve": (0, 7), "qingming": (0, 2), "labour": (0, 4),
    "dragon_boat": (0, 2), "mid_autumn": (0, 2), "national": (0, 6), "singles": (-10, 0),
    "midyear": (-17, 0), "twelves": (-2, 0),
}  # fmt: skip


def festival_in(year: int, key: str) -> date | None:
    """Return the day of a festival; None when its calendar does not reach that year."""
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _BY_LUNAR_DAY:
        return lunar_day(year, *_BY_LUNAR_DAY[key])
    if key in _AFTER_NEW_YEAR:
        spring = _lunar().get((year, "spring"))
        return spring + timedelta(days=_AFTER_NEW_YEAR[key]) if spring else None
    return _lunar().get((year, key))


def season(key: str) -> tuple[timedelta, timedelta]:
    """Return where the days around a festival (国庆期间) begin and end, counted from it."""
    first, last = _SEASONS.get(key, (0, 0))
    return timedelta(days=first), timedelta(days=last)


@cache
def _lunar() -> dict[tuple[int, str], date]:
    path = Path(__file__).parent / "lexicon" / "lunar.txt"
    days: dict[tuple[int, str], date] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        year, *festivals = line.split()
        for key, day in zip(_LUNAR, festivals, strict=True):
            days[int(year), key] = date(int(year), int(day[:2]), int(day[2:]))
    return days
