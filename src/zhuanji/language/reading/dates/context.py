"""What every reader of dates is given, and what it gives back."""

from dataclasses import dataclass
from datetime import date

from zhuanji.language.reading.days import Days
from zhuanji.language.reading.words import Hit


@dataclass(frozen=True, slots=True)
class Dated:
    """Days, where their words end, and for 三小时前 and 昨晚 the minute or the part of the day."""

    days: Days
    end: int
    part: str = ""
    minutes: tuple[int, int] | None = None  # from and to, counted from now


Words = dict[int, Hit]


@dataclass(frozen=True, slots=True)
class Context:
    """One text, the day from which it is read, and its words of time by where they begin."""

    text: str
    today: date
    words: Words


@dataclass(frozen=True, slots=True)
class Word:
    """A word of time where it stands: what its lexicon says, and the day told before it."""

    context: Context
    hit: Hit
    rest: list[str]
    known: Days | None
