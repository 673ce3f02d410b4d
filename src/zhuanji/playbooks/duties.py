"""What the law asks of an organisation, by the day on which a complaint was received. Pure.

Duties belong to no playbook: an organisation cannot change them, only the shipped file does.
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.fields import Grades, Key, Length, MaybeLength, RowKey, Sentence, Strict
from zhuanji.playbooks.body.speech import chinese
from zhuanji.playbooks.yaml_text import read_mapping

Note = Annotated[str, StringConstraints(max_length=300)]


class Duty(Strict):
    """One duty in one version. No channels, categories, industries or grades means all of them.

    `valid_to` is the last day on which it holds. `certainty` says what was read of it: the text,
    only reports about it, or nothing again since it was learned.
    """

    key: RowKey
    zh: Sentence
    en: Sentence
    law: Sentence
    article: str
    valid_from: date
    valid_to: date | None = None
    term: MaybeLength = None
    red_lines: tuple[Length, ...] = ()
    reckons_from: Literal["received", "accepted", "goods_returned", "promised_refund", "event"]
    channels: tuple[str, ...] = ()
    categories: tuple[Key, ...] = ()
    industries: tuple[str, ...] = ()
    grades: Grades = frozenset()
    certainty: Literal["read", "secondary", "memory"]
    source: Sentence
    note_zh: Note = ""
    note_en: Note = ""

    @property
    def name(self) -> str:
        return self.zh if chinese() else self.en

    @property
    def note(self) -> str:
        return self.note_zh if chinese() else self.note_en

    @property
    def version(self) -> str:
        """What tells this version of the duty from others: the first day on which it holds."""
        return self.valid_from.isoformat()

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @model_validator(mode="after")
    def _has_a_time(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("ends_before_it_begins", "{key}", {"key": self.key})
        lines = [one.roughly for one in self.red_lines]
        if lines and (
            self.term is None or [*lines, self.term.roughly] != sorted([*lines, self.term.roughly])
        ):
            raise PydanticCustomError("red_line_too_late", "{key}", {"key": self.key})
        return self


class Duties(Strict):
    duties: Annotated[tuple[Duty, ...], Field(max_length=300)]

    @model_validator(mode="after")
    def _one_version_at_a_time(self) -> Self:
        """On no day two versions of one duty hold."""
        for place, one in enumerate(self.duties):
            for other in self.duties[:place]:
                if one.key == other.key and (
                    one.holds_on(other.valid_from) or other.holds_on(one.valid_from)
                ):
                    raise PydanticCustomError("overlapping", "{key}", {"key": one.key})
        return self


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty in every version, as it is shipped."""
    return Duties.model_validate(read_mapping(_shipped())).duties


@cache
def duties_digest() -> str:
    """Return what tells the law as shipped now from the law as another release ships it."""
    return sha256(_shipped().encode()).hexdigest()[:12]


def _shipped() -> str:
    place = files("zhuanji.playbooks").joinpath("defaults/duties.yaml")
    return place.read_text(encoding="utf-8")


def duties_for(
    *,
    category: str,
    channel: str,
    industry: str | Collection[str] = "",
    grade: str = "",
    on: date,
) -> list[Duty]:
    """The duties with a term that hold for a complaint received on this day.

    Without a grade those of all grades are returned.
    """
    industries = {industry} if isinstance(industry, str) else set(industry)
    return [
        duty
        for duty in duties()
        if duty.term is not None
        and duty.holds_on(on)
        and (not duty.channels or channel in duty.channels)
        and (not duty.industries or industries & set(duty.industries))
        and (not duty.grades or not grade or grade in duty.grades)
        and (not duty.categories or _is_below(category, duty.categories))
    ]


def _is_below(category: str, those: Collection[str]) -> bool:
    return any(category == one or category.startswith(f"{one}.") for one in those)
