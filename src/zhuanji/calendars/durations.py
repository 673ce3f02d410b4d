"""Lengths of time in parts that a page can put into words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self


@dataclass(frozen=True)
class Span:
    """Time until a deadline, or since it when `overdue`, in whole minutes."""

    days: int
    hours: int
    minutes: int
    overdue: bool

    @classmethod
    def until(cls, left: timedelta) -> Self:
        """Return the parts of the time left (due minus now).

        Minutes that are not over yet do not count, so nothing is promised longer than it is. At
        the very moment it is due, it is overdue, as the database sees it (due_at <= now()).
        """
        minutes = abs(left) // timedelta(minutes=1)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        return cls(days, hours, minutes, overdue=left <= timedelta())
