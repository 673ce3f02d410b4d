"""When complaints come: more on Mondays and after promotions, hardly at night. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

_WEEK = (1.22, 1.08, 1.0, 0.98, 1.05, 0.86, 0.81)
# Weight of each hour: the morning, lunch break and evening have their peaks.
_DAY = (3, 2, 1, 1, 1, 2, 5, 12, 26, 44, 50, 42, 36, 38, 44, 43, 40, 38, 36, 40, 46, 38, 22, 9)
# First day, last day, factor: what is bought in a sale breaks, is late or dearer the week after.
_SEASONS = (
    ((1, 20), (2, 20), 0.85),
    ((4, 30), (5, 7), 1.35),
    ((6, 12), (6, 28), 2.2),
    ((7, 10), (8, 20), 1.2),
    ((9, 29), (10, 9), 1.45),
    ((11, 5), (11, 22), 2.4),
    ((12, 10), (12, 20), 1.3),
)
OPENS, CLOSES = time(8, 30), time(21, 30)


@dataclass(frozen=True)
class Year:
    """The twelve months that end at `until`, in local time."""

    until: datetime
    zone: tzinfo

    def moments(self, rng: Random, number: int) -> list[datetime]:
        """Return that many moments in their order."""
        today = self.until.astimezone(self.zone).date()
        days = [today - timedelta(days=back) for back in range(365)]
        weights = [self._weight(day, today) for day in days]
        return sorted(self._moment(rng, day) for day in rng.choices(days, weights, k=number))

    def _weight(self, day: date, today: date) -> float:
        back = (today - day).days
        growth = 1.25 - 0.5 * back / 365
        recent = 2.2 if back < 2 else 1.4 if back < 8 else 1.0
        weight = _WEEK[day.weekday()] * growth * recent
        for first, last, factor in _SEASONS:
            if first <= (day.month, day.day) <= last:
                weight *= factor
        return weight

    def _moment(self, rng: Random, day: date) -> datetime:
        at = self.in_day(rng, day)
        # What would still come today came yesterday at that hour.
        return at if at < self.until - timedelta(minutes=3) else at - timedelta(days=1)

    def in_day(self, rng: Random, day: date) -> datetime:
        hour = rng.choices(range(24), _DAY)[0]
        clock = time(hour, rng.randrange(60), rng.randrange(60))
        return datetime.combine(day, clock, self.zone)

    def staffed(self, at: datetime, rng: Random) -> datetime:
        """Return `at`, or a time soon after the next morning's beginning if nobody is there."""
        local = at.astimezone(self.zone)
        if OPENS <= local.time() <= CLOSES:
            return local
        day = local.date() + timedelta(days=local.time() > CLOSES)
        morning = datetime.combine(day, OPENS, self.zone)
        return morning + timedelta(minutes=rng.randrange(2, 140), seconds=rng.randrange(60))

    def awake(self, at: datetime, rng: Random) -> datetime:
        """Return when a customer does it: not in the small hours."""
        local = at.astimezone(self.zone)
        if local.hour >= 7:
            return local
        morning = datetime.combine(local.date(), time(7), self.zone)
        return morning + timedelta(minutes=rng.randrange(10, 200), seconds=rng.randrange(60))
