"""Opening hours: the slots of a day, and a week of days."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.errors import DomainError

AN_HOUR = 60
WHOLE_DAY = 24 * AN_HOUR
MOST_SLOTS = 12
MONDAY_TO_FRIDAY = range(5)
DAYS_OF_A_WEEK = 7
NEW_SLOT = re.compile(r"(?<=\d)\s+(?=\d)|[,，、;；\n]+")
SLOT = re.compile(r"\s*(\d{1,2})[:：](\d{2})\s*(?:-{1,2}|[–—−~～至到])\s*(\d{1,2})[:：](\d{2})\s*")


class UnusableSlots(DomainError):
    """Opening hours that cannot be, with the words that are wrong."""

    status = 422
    message = _("These hours cannot be used.")


@dataclass(frozen=True, order=True)
class Slot:
    """A stretch of a day, in minutes of its local clock: from `opens` on, until before `closes`.

    It ends on the day it begins, at the latest at 24:00; a night shift is two slots.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= WHOLE_DAY:
            raise UnusableSlots(
                _(
                    "%(slot)s ends before it begins. Write a night shift as two slots: "
                    "22:00–24:00 on the first day and 00:00–06:00 on the second."
                )
                % {"slot": self}
            )

    def __str__(self) -> str:
        return f"{_clock(self.opens)}–{_clock(self.closes)}"


Slots = tuple[Slot, ...]
CLOSED: Slots = ()


def slots(words: str) -> Slots:
    """Read "09:00-12:00, 13:30-18:00" as people write it; nothing written is a closed day.

    Raises UnusableSlots, naming the words, if they are no times, end early or overlap.
    """
    return in_order(_slot(part) for part in NEW_SLOT.split(words.strip()) if part.strip())


def in_order(given: Iterable[Slot]) -> Slots:
    """Return the slots of one day in order; raises UnusableSlots if two of them overlap."""
    found = tuple(sorted(given))
    if len(found) > MOST_SLOTS:
        raise UnusableSlots(_("A day has at most %(most)s slots.") % {"most": MOST_SLOTS})
    for one, next_one in pairwise(found):
        if next_one.opens < one.closes:
            raise UnusableSlots(
                _("%(one)s and %(other)s overlap.") % {"one": one, "other": next_one}
            )
    return found


def in_words(given: Slots) -> str:
    """Return slots as `slots` reads them."""
    return ", ".join(map(str, given))


@dataclass(frozen=True)
class Week:
    """The hours of Monday to Sunday, and those of a weekend day that is worked for a holiday."""

    days: tuple[Slots, ...]
    make_up: Slots = field(default=CLOSED)

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_OF_A_WEEK:
            raise ValueError("A week has seven days.")

    @classmethod
    def of(cls, hours: Slots, weekdays: Iterable[int] = MONDAY_TO_FRIDAY) -> Self:
        """Return a week with the same hours on these weekdays (Monday is 0) and on make-up days."""
        worked = frozenset(weekdays)
        return cls(tuple(hours if day in worked else CLOSED for day in range(7)), hours)

    @classmethod
    def written(cls, days: Mapping[int, str] | Sequence[str], make_up: str) -> Self:
        """Return a week from the words for each day; a weekday that is not named is closed."""
        named = days if isinstance(days, Mapping) else dict(enumerate(days))
        return cls(tuple(slots(named.get(day, "")) for day in range(7)), slots(make_up))

    def when_worked(self, weekday: int) -> Slots:
        """Return the hours of a day that is worked although the week may be closed on it."""
        return self.days[weekday] or self.make_up


OFFICE_HOURS = (Slot(9 * 60, 12 * 60), Slot(13 * 60 + 30, 18 * 60))
OFFICE_WEEK = Week.of(OFFICE_HOURS)


def _slot(words: str) -> Slot:
    found = SLOT.fullmatch(words)
    if not found:
        raise UnusableSlots(
            _("“%(words)s” is no stretch of time. Write it like 09:00-12:00.")
            % {"words": words.strip()[:40]}
        )
    begins, ends = _minutes(words, *found.group(1, 2)), _minutes(words, *found.group(3, 4))
    return Slot(begins, ends)


def _minutes(words: str, hour: str, minute: str) -> int:
    total = int(hour) * AN_HOUR + int(minute)
    if int(minute) >= AN_HOUR or total > WHOLE_DAY:
        raise UnusableSlots(
            _("“%(words)s” names a time that no clock shows; the last of a day is 24:00.")
            % {"words": words.strip()[:40]}
        )
    return total


def _clock(minutes: int) -> str:
    return f"{minutes // AN_HOUR:02}:{minutes % AN_HOUR:02}"
