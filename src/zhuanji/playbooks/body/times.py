"""By when something must have happened, who hears when it has not, and what stops the clock."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.fields import (
    Grade,
    Grades,
    Kinds,
    Length,
    MaybeLength,
    Name,
    Recipient,
    Role,
    RowKey,
    Sentence,
    Stage,
    Strict,
)
from zhuanji.playbooks.body.speech import chinese, require_places
from zhuanji.playbooks.terms import Term

PLACES = ("number", "owner", "next_date")  # what a heartbeat's text may name in braces


class GradeRule(Strict):
    """What a grade means: by when, from the moment it was received, and whom it alarms at once."""

    key: Grade
    acknowledgement: Length
    first_answer: Length
    resolution: Length
    escalation: MaybeLength = None
    heartbeat: MaybeLength = None
    at_once: tuple[Recipient, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        times = [one.roughly for one in (self.acknowledgement, self.first_answer, self.resolution)]
        if times != sorted(times):
            raise PydanticCustomError("terms_out_of_order", "{key}", {"key": self.key})
        if self.heartbeat is not None and self.heartbeat.is_at_once:
            raise PydanticCustomError("never_at_once", "a heartbeat needs time")
        return self


class StageRule(Strict):
    """Who owns a stage and how long it may last; a grade may say otherwise."""

    key: Stage
    owner_role: Role = ""
    within: MaybeLength = None
    general: MaybeLength = None
    complex: MaybeLength = None
    major: MaybeLength = None
    emergency: MaybeLength = None

    def within_for(self, grade: str) -> Term | None:
        """How long a complaint of this grade may stay in it."""
        own: Term | None = getattr(self, grade, None)
        return own or self.within


class Rung(Strict):
    """One step of the ladder: when `share` percent of the time is used, or `after` it was due.

    No `kinds` or `grades` means all of them. `to` are the owner, the department's handlers,
    roles, or people by their user name.
    """

    key: RowKey
    kinds: Kinds = frozenset()
    grades: Grades = frozenset()
    share: Annotated[int, Field(ge=1, le=99)] | None = None
    after: MaybeLength = None
    to: tuple[Recipient, ...]
    acknowledge_within: MaybeLength = None

    @property
    def when(self) -> str:
        return "after" if self.share is None else "share"

    @property
    def rank(self) -> tuple[int, int, float]:
        """Where it stands in time: shares before what follows the due time."""
        late = self.after.roughly.total_seconds() if self.after else 0.0
        return (0, self.share, 0.0) if self.share is not None else (1, 0, late)

    @model_validator(mode="after")
    def _is_some_time(self) -> Self:
        if (self.share is None) == (self.after is None):
            raise PydanticCustomError("share_or_after", "{key}", {"key": self.key})
        if not self.to:
            raise PydanticCustomError("nobody_told", "{key}", {"key": self.key})
        return self


class PauseRule(Strict):
    """A reason for which the clock may stand still; no `kinds` means for every deadline."""

    key: RowKey
    zh: Name
    en: Name
    kinds: Kinds = frozenset()
    longest: MaybeLength = None

    @property
    def said(self) -> str:
        return self.zh if chinese() else self.en


class Heartbeat(Strict):
    """How often a customer hears something, by itself or after somebody looked, and what."""

    every: Length
    automatic: bool = False
    zh: Sentence
    en: Sentence

    @property
    def text(self) -> str:
        """What is written, in the reader's language."""
        return self.zh if chinese() else self.en

    @model_validator(mode="after")
    def _can_be_sent(self) -> Self:
        if self.every.is_at_once:
            raise PydanticCustomError("never_at_once", "a heartbeat needs time")
        require_places(PLACES, self.zh, self.en)
        return self
