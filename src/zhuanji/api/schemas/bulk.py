"""Many complaints at once."""

from typing import Annotated

from annotated_types import Len
from pydantic import BaseModel, Field, SkipValidation, StringConstraints

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.words import Name
from zhuanji.complaints.registration import Registration, Strict

BULK_LIMIT = 1000


class BulkItem(Registration):
    external_id: Name = Field(
        "", description="Your own id: the same one again is the same complaint, for ever."
    )


class Bulk(Strict):
    complaints: Annotated[list[SkipValidation[BulkItem]], Len(1, BULK_LIMIT)]
    source: Annotated[str, StringConstraints(pattern=r"^[\w-]{0,30}$")] = Field(
        "", description="Whose the external ids are, for example your system's name."
    )
    acknowledge: bool = Field(
        True,
        description="Whether each complainant gets an acknowledgement; not for old complaints.",
    )


class BulkOutcome(BaseModel):
    index: int
    external_id: str = ""
    state: Annotated[str, one_of(("registered", "registered_before", "refused"))]
    number: str = ""
    query_code: str = ""
    problems: dict[str, str] = {}


class BulkAnswer(BaseModel):
    registered: int
    registered_before: int
    refused: int
    results: list[BulkOutcome]
