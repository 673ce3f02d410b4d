"""What happened to a complaint, and the files that came with it."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.complaints import JudgementShown
from zhuanji.attachments.models import Attachment
from zhuanji.correspondence.models import Message


class FileShown(BaseModel):
    key: str
    name: str
    kind: Annotated[str, one_of(Attachment.Kind)]
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    from_customer: bool
    url: str


class Said(BaseModel):
    direction: Annotated[str, one_of(Message.Direction)]
    kind: Annotated[str, one_of(Message.Kind)]
    state: Annotated[str, one_of(Message.State)]
    subject: str
    body: str


class Corrected(BaseModel):
    """What stood in a field before somebody corrected it."""

    field: str
    before: str
    after: str


class Line(BaseModel):
    """One thing that happened."""

    sequence: int
    kind: str
    at: datetime
    by: str
    details: dict[str, Any]
    message: Said | None
    note: str | None
    judgement: JudgementShown | None
    corrections: list[Corrected]
