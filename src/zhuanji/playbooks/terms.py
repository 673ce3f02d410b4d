"""Lengths of time as a playbook writes them: 30m 24h 7d 8wh 2wd, or 2个工作日, 24小时. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.language.normalise import clean_line, fold
from zhuanji.language.reading.numerals import read_number

Unit = Literal["minutes", "hours", "days", "working_hours", "working_days"]

CLOSING_HOUR = 18  # of a day that is promised without an hour

SHORT: Mapping[Unit, str] = {
    "minutes": "m", "hours": "h", "days": "d", "working_hours": "wh", "working_days": "wd",
}  # fmt: skip
MOST: Mapping[Unit, int] = {
    "minutes": 14_400, "hours": 8_784, "days": 3_660, "working_hours": 2_000, "working_days": 1_250,
}  # fmt: skip
_UNITS: Mapping[Unit, str] = {
    "minutes": "m|min|minutes?|分|分钟",
    "hours": "h|hours?|小时|钟头",
    "days": "d|days?|天|日|自然日|日历天",
    "working_hours": "wh|working ?hours?|工作小时|工作时",
    "working_days": "wd|(?:working|business) ?days?|工作日|工作天",
}
_TERM = re.compile(
    r"(?P<number>[0-9]{1,6}|[〇零一二两三四五六七八九十百]{1,6}) ?个? ?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
    + ")"
)
_AT_ONCE = frozenset({"0", "立即", "立刻", "马上", "at once", "immediately"})


class NotATerm(ValueError):
    """These words are no length of time."""


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time. None at all (`0m`) means at once."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{SHORT[self.unit]}"

    @property
    def is_at_once(self) -> bool:
        return self.amount == 0

    @property
    def counts_working_time(self) -> bool:
        return self.unit in {"working_hours", "working_days"}

    @property
    def roughly(self) -> timedelta:
        """How long it is, to compare and to sort: a week has five working days."""
        weeks = {"working_days": timedelta(weeks=1) / 5, "working_hours": timedelta(weeks=1) / 40}
        return self.amount * (weeks.get(self.unit) or timedelta(**{self.unit: 1}))

    def after(self, start: datetime, calendar: WorkingCalendar) -> datetime:
        """Return when it is over. Working days end at the time of day at which they began."""
        if self.is_at_once:
            return start
        if self.unit == "working_hours":
            return calendar.add_working_time(start, timedelta(hours=self.amount))
        if self.unit == "working_days":
            return calendar.add_working_days(start, self.amount)
        return start + timedelta(**{self.unit: self.amount})

    def through(self, start: datetime, calendar: WorkingCalendar) -> datetime:
        """Return when it is over as people say it: "within three days" holds all of the third day.

        That is until six in the evening, or as late as the day began. Hours are as in `after`.
        """
        end = self.after(start, calendar)
        if self.unit not in {"days", "working_days"}:
            return end
        local = end.astimezone(calendar.zone)
        return max(local, local.replace(hour=CLOSING_HOUR, minute=0, second=0, microsecond=0))


def parse_term(words: str) -> Term:
    """Return the length of time that these words say, in either language. Raises NotATerm."""
    said = fold(clean_line(words))
    if said in _AT_ONCE:
        return Term(0, "minutes")
    met = _TERM.fullmatch(said)
    amount = read_number(met["number"]) if met else None
    if met is None or amount is None:
        raise NotATerm(words)
    unit = next(unit for unit in SHORT if met[unit])
    if amount > MOST[unit]:
        raise NotATerm(words)
    return Term(int(amount), unit)


def said(term: Term) -> str:
    """What a term is called in the reader's language: 2 个工作日."""
    if term.is_at_once:
        return _("at once")
    words: Mapping[Unit, Callable[[int], str]] = {
        "minutes": lambda n: ngettext("%(count)s minute", "%(count)s minutes", n),
        "hours": lambda n: ngettext("%(count)s hour", "%(count)s hours", n),
        "days": lambda n: ngettext("%(count)s day", "%(count)s days", n),
        "working_hours": lambda n: ngettext("%(count)s working hour", "%(count)s working hours", n),
        "working_days": lambda n: ngettext("%(count)s working day", "%(count)s working days", n),
    }
    return words[term.unit](term.amount) % {"count": term.amount}
