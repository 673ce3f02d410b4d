"""What machines send to have something done with a complaint."""

from typing import Annotated, Self

from annotated_types import Len
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.api.schemas.words import Name, Words
from zhuanji.complaints.models import Grade, Judgement, Link, Verdict
from zhuanji.complaints.registration import CategoryKey, Strict


class OneOf(Strict):
    """Exactly one field is given."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("exactly_one", "exactly one field")
        return self


class Assignment(OneOf):
    owner: int | None = Field(None, description="Id of a member of staff; null for nobody.")
    department: int | None = Field(None, description="Id of a department; null for none.")


class Classification(OneOf):
    grade: Grade | None = None
    category: CategoryKey | None = None


class JudgementGiven(Strict):
    verdict: Verdict
    reason: Judgement.Reason
    explanation: Words


class Review(Strict):
    review: Words = ""


class Findings(Strict):
    how: Words | None = Field(None, description="怎样解决: how it is put right")
    why: Words | None = Field(None, description="为什么发生: why it happened")
    prevention: Words | None = Field(None, description="怎样不再发生: what prevents it")


class Restatement(Strict):
    restatement: Words
    confirmed: bool | None = Field(None, description="Whether the customer said that is right.")


class Body(Strict):
    body: Words


class AnswerGiven(Body):
    cancel_tasks: Words = Field(
        "",
        description="Why tasks of departments that are still open are not needed; without it an answer waits for them.",
    )


class NoteGiven(Body):
    mentions: Annotated[list[int], Len(0, 50)] = Field([], description="Ids of colleagues.")


class WhyGiven(Strict):
    why: Words


class ReasonGiven(Strict):
    reason: Words


class Confidentiality(Strict):
    confidential: bool


class Other(Strict):
    number: Name = Field(description="The other complaint's number.")


class LinkGiven(Other):
    kind: Link.Kind = Link.Kind.RELATED
