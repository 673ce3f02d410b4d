"""The lunar calendar: which day 八月十五 is."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

_LEAP = "+"
_LAST_DAYS = 30


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return a day of a lunar year; None where the table or the month does not reach."""
    known = _months().get((year, month))
    if known is None or not 1 <= day <= known[1]:
        return None
    return known[0] + timedelta(days=day - 1)


def lunar_month(year: int, month: int) -> tuple[date, date] | None:
    """Return the first and the last day of a lunar month."""
    known = _months().get((year, month))
    return (known[0], known[0] + timedelta(days=known[1] - 1)) if known else None


@cache
def _months() -> dict[tuple[int, int], tuple[date, int]]:
    """First day and length of each month; leap months, which nobody names so, are left out."""
    path = Path(__file__).parent / "lexicon" / "lunar_months.txt"
    first: list[tuple[int, int, date]] = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        year, *starts = line.split()
        first += _of_year(int(year), starts)
    lengths = [(later[2] - one[2]).days for one, later in pairwise(first)]
    return {
        (year, month): (day, length)
        for (year, month, day), length in zip(first, [*lengths, _LAST_DAYS], strict=True)
        if month
    }


def _of_year(year: int, starts: list[str]) -> list[tuple[int, int, date]]:
    """Month 0 is a leap month."""
    found, number = [], 0
    for start in starts:
        leap, typed = start.startswith(_LEAP), start.removeprefix(_LEAP)
        number += not leap
        month, day = int(typed[:2]), int(typed[2:])
        turned = number > 9 and month < 3  # noqa: PLR2004  # the sun's next year
        found.append((year, 0 if leap else number, date(year + turned, month, day)))
    return found
