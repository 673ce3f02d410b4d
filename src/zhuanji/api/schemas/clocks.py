"""What machines send about the clocks of a complaint."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.words import Words
from zhuanji.complaints.actions.escalating import TO
from zhuanji.complaints.models import Deadline, Delay, Escalation
from zhuanji.complaints.registration import Strict


class PauseGiven(Strict):
    reason: str = Field(
        description="A key of the playbook's pauses, e.g. awaiting_customer.", max_length=40
    )
    words: Words = Field(description="What we wait for.")


class EscalationGiven(Strict):
    to: Annotated[str, one_of(TO)] = Field(max_length=40)
    words: Words = Field(description="What they are needed for.")


class DutyGiven(Strict):
    key: str = Field(description="A legal deadline that begins with an event.", max_length=60)
    since: AwareDatetime = Field(description="When that happened; not a moment to come.")


class PromiseGiven(Strict):
    words: Words = Field(description="What was promised.")
    due_at: AwareDatetime = Field(description="By when; a moment to come.")


class NoteTaken(Strict):
    person: int = Field(description="The id of the member of staff who took note.")


class Withdrawal(Strict):
    reason: Words = Field(description="Why the promise does not hold.")


class DelayExplained(Strict):
    cause: Annotated[str, one_of(Delay.Cause)] = Field(max_length=20)
    words: Words = Field(default="", description="More about it; needed for `other`.")


class EscalationShown(BaseModel):
    id: int
    to: str = Field(description="A role, owner, department, or person:<user name>.")
    cause: Annotated[str, one_of(Escalation.Cause)]
    rung: str = Field(
        description="The step, grade or rule that called upon them; empty for a person."
    )
    words: str
    at: datetime
    acknowledge_by: datetime | None
    acknowledged_at: datetime | None = Field(description="When somebody took note of it.")


class PromiseShown(BaseModel):
    id: int
    words: str
    due_at: datetime
    state: Annotated[str, one_of(Deadline.State)] = Field(
        description="met when kept, lapsed when withdrawn."
    )
    breached_at: datetime | None = Field(description="When it passed unmet, if it did.")


class PauseShown(BaseModel):
    reason: str = Field(description="A key of the playbook's pauses, e.g. awaiting_customer.")
    words: str
    since: datetime
    until: datetime | None = Field(description="When it ends by itself at the latest.")
