"""Complaints that are like another one."""

from typing import Annotated

from pydantic import BaseModel, Field

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.words import StageShown


class Similar(BaseModel):
    """A past case like the one asked about, how it was resolved and what became of it."""

    number: str
    subject: str
    stage: StageShown
    category: str
    score: float = Field(
        description="0.6 × text + 0.15 for the same category + 0.1 for the same product + 0.1 × how "
        "often this resolution held + 0.05 × recency (half after 180 days)."
    )
    text: float = Field(description="How alike the words are, 0 to 1.")
    same_category: bool
    same_product: bool
    phrases: list[str] = Field(description="Words that stand in both; personal data is masked.")
    outcome: str = Field(
        description="accepted, rejected, reopened, closed, withdrawn or waiting for the customer."
    )
    days: int | None = Field(description="From receipt to the end, or to the answer.")
    times: int = Field(description="Cases found that were resolved in these words.")
    stayed: int = Field(description="Of those, how many stayed resolved.")
    how: str
    why: str
    prevention: str


class SameMatter(BaseModel):
    """Another complaint that may be the same matter; nobody has linked, merged or refused it."""

    number: str
    subject: str
    stage: StageShown
    kind: Annotated[str, one_of(("duplicate", "repeat", "alike"))] = Field(
        description="duplicate (open), repeat (finished), alike (somebody else's)."
    )
    reasons: list[str]


class Neighbours(BaseModel):
    same_matter: list[SameMatter]
    similar: list[Similar]
