"""Refusals."""

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="A sentence in the language of Accept-Language.")
    code: str = Field(description="The same refusal always has the same code.")
    problems: dict[str, str] = Field({}, description="What is wrong with which field.")
    allowed: list[str] = Field(
        [], description="With IllegalMove: the stages that the complaint may go to from here."
    )
