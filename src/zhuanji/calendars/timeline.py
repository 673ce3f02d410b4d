"""When it is open, year by year as sorted numbers: a year ahead is a few searches in them.

An instant is open when the clock on the wall of the zone shows, at that instant, a time that lies in
a slot of the day that it shows. So where clocks are put forward the hour that nobody lives through
is not counted, and where they are put back the hour that is lived twice counts twice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import accumulate

from django.utils.translation import gettext_lazy as _

from zhuanji.calendars.slots import Slots
from zhuanji.kernel.errors import DomainError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
MICROSECOND = timedelta(microseconds=1)
A_MINUTE = 60_000_000
A_DAY = 24 * 60 * A_MINUTE
YEARS_AHEAD = 40


class NoWorkingTime(DomainError):
    """The calendar has too little working time to answer within a lifetime."""

    status = 422
    message = _("The calendar has no working time left for this. Look at its weekly hours.")


@dataclass(frozen=True)
class Year:
    """The openings of one year of UTC in microseconds, and how much is worked until each ends."""

    opens: list[int]
    closes: list[int]
    worked: list[int]

    @property
    def total(self) -> int:
        return self.worked[-1] if self.worked else 0

    def until(self, at: int) -> int:
        """Return how much of this year is worked before a moment."""
        place = bisect_right(self.opens, at) - 1
        return self.worked[place] - max(self.closes[place] - at, 0) if place >= 0 else 0

    def earliest(self, worked: int) -> int:
        """Return the first moment until which so much is worked (more than nothing)."""
        place = bisect_left(self.worked, worked)
        return self.closes[place] - (self.worked[place] - worked)

    def latest(self, worked: int) -> int:
        """Return the last moment until which no more is worked (less than the total)."""
        place = bisect_right(self.worked, worked)
        return self.closes[place] - (self.worked[place] - worked)


class Timeline:
    """Working time of a zone as a line on which one may walk; years are laid out when needed."""

    def __init__(self, hours_on: Callable[[date], Slots], zone: tzinfo) -> None:
        self._hours_on = hours_on
        self._zone = zone
        self._years: dict[int, Year] = {}

    def forward(self, start: datetime, length: int) -> datetime:
        """Return the first moment until which `length` microseconds (at least one) are worked."""
        at = start.astimezone(UTC)
        target = self._year(at.year).until(instant(at)) + length
        for year in range(at.year, at.year + YEARS_AHEAD):
            total = self._year(year).total
            if target <= total:
                return self._moment(self._year(year).earliest(target))
            target -= total
        raise NoWorkingTime

    def backward(self, end: datetime, length: int) -> datetime:
        """Return the last moment from which `length` microseconds (at least one) are worked."""
        at = end.astimezone(UTC)
        target = self._year(at.year).until(instant(at)) - length
        for year in range(at.year, at.year - YEARS_AHEAD, -1):
            if target >= 0:
                return self._moment(self._year(year).latest(target))
            target += self._year(year - 1).total
        raise NoWorkingTime

    def between(self, start: datetime, end: datetime) -> int:
        """Return how many microseconds are worked from `start` to `end`, not before it."""
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        whole = sum(self._year(year).total for year in range(first.year, last.year))
        before = self._year(first.year).until(instant(first))
        return whole + self._year(last.year).until(instant(last)) - before

    def next_opening(self, at: datetime) -> datetime:
        """Return the first opening after `at`, which is not open."""
        begun = at.astimezone(UTC)
        for year in range(begun.year, begun.year + YEARS_AHEAD):
            opens = self._year(year).opens
            place = bisect_left(opens, instant(begun))
            if place < len(opens):
                return self._moment(opens[place])
        raise NoWorkingTime

    def _moment(self, at: int) -> datetime:
        return (EPOCH + timedelta(microseconds=at)).astimezone(self._zone)

    def _year(self, year: int) -> Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._laid_out(year)
        return found

    def _laid_out(self, year: int) -> Year:
        begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
        openings = [
            opening
            for first, last, offset in steady(self._zone, begins, ends)
            for opening in self._openings(first, last, offset)
        ]
        worked = list(accumulate(closes - opens for opens, closes in openings))
        return Year([opens for opens, _ in openings], [closes for _, closes in openings], worked)

    def _openings(self, first: int, last: int, offset: int) -> Iterator[tuple[int, int]]:
        """Yield the openings between two moments between which the zone keeps its offset."""
        for day in range((first + offset) // A_DAY, (last + offset - 1) // A_DAY + 1):
            midnight = day * A_DAY - offset
            for slot in self._hours_on(date.fromordinal(EPOCH_DAY + day)):
                opens = max(midnight + slot.opens * A_MINUTE, first)
                closes = min(midnight + slot.closes * A_MINUTE, last)
                if opens < closes:
                    yield opens, closes


def instant(at: datetime) -> int:
    """Return the moment in microseconds since 1970; raises TypeError if it has no time zone."""
    return (at - EPOCH) // MICROSECOND


def steady(zone: tzinfo, begins: datetime, ends: datetime) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches in which a zone keeps its offset: from, until, offset."""
    first, offset, day = begins, _offset(zone, begins), begins
    while day < ends:
        next_day = min(day + timedelta(days=1), ends)
        if _offset(zone, next_day) != offset:
            turn = _turn(zone, day, next_day)
            yield instant(first), instant(turn), offset
            first, offset = turn, _offset(zone, turn)
            day = turn
        else:
            day = next_day
    if first < ends:
        yield instant(first), instant(ends), offset


def _turn(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """Return the second at which the offset of `before` ends; at `after` it has ended."""
    offset, second = _offset(zone, before), timedelta(seconds=1)
    while after - before > second:
        middle = before + (after - before) // second // 2 * second
        before, after = (middle, after) if _offset(zone, middle) == offset else (before, middle)
    return after


def _offset(zone: tzinfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return (offset or timedelta()) // MICROSECOND
