"""What machines send about the clocks of a complaint."""

from typing import Literal

from pydantic import AwareDatetime, Field

from zhuanji.api.schemas.words import Words
from zhuanji.complaints.registration import Strict


class PauseGiven(Strict):
    reason: str = Field(
        description="A key of the playbook's pauses, e.g. awaiting_customer.", max_length=40
    )
    words: Words = Field(description="What we wait for.")


class EscalationGiven(Strict):
    to: Literal["lead", "legal", "executive"]
    words: Words = Field(description="What they are needed for.")


class DutyGiven(Strict):
    key: str = Field(description="A legal deadline that begins with an event.", max_length=60)
    since: AwareDatetime = Field(description="When that happened; not a moment to come.")


class PromiseGiven(Strict):
    words: Words = Field(description="What was promised.")
    due_at: AwareDatetime = Field(description="By when; a moment to come.")
