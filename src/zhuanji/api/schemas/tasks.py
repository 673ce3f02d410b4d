"""Tasks of departments as machines send and read them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len
from pydantic import AwareDatetime, BaseModel, Field

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.people import Person, Place
from zhuanji.api.schemas.words import Words
from zhuanji.complaints.models import Proof, Task, TaskResource
from zhuanji.complaints.registration import Strict

Id = Annotated[int, Field(ge=1, lt=2**63)]


class Moment(Strict):
    due_at: AwareDatetime | None = Field(None, description="A moment to come.")
    term: str = Field(
        "", max_length=20, description="Or how long: 24h, 7d, 8wh, 2wd (working days)."
    )


class TaskAsked(Moment):
    """One of the departments that are asked."""

    department: Id = Field(description="Its id, as /departments lists them.")
    owner: Id | None = Field(
        None, description="Who of it does it; null lets the department decide."
    )


class ResourceGiven(Strict):
    kind: Annotated[str, one_of(TaskResource.Kind)]
    words: str = Field("", max_length=200)
    quantity: Annotated[int, Field(ge=0, lt=10**9)] | None = None
    amount: Annotated[int, Field(gt=0, le=10**12)] | None = Field(None, description="In fen.")


class TasksAsked(Strict):
    title: str = Field(max_length=120, description="What is to be done.")
    criterion: str = Field(max_length=500, description="What will be looked at to call it done.")
    what: Words = ""
    needs_files: bool = Field(False, description="Whether a photo or file must prove it.")
    to: Annotated[list[TaskAsked], Len(1, 50)]
    resources: Annotated[list[ResourceGiven], Len(0, 30)] = []
    waits_for: Annotated[list[Id], Len(0, 50)] = Field(
        [], description="Ids of tasks of the same complaint that come first."
    )


class TaskTaken(Strict):
    owner: Id = Field(description="Id of whoever of the department does it.")


class TaskHandedIn(Strict):
    words: Words = Field(description="What was done.")
    evidence: Annotated[list[UUID], Len(0, 10)] = Field(
        [], description="Keys of files that were added to the complaint's evidence."
    )


class TaskReviewed(Strict):
    review: str = Field("", max_length=500)


class TaskReturned(Moment):
    reason: str = Field(max_length=500, description="What is missing.")


class TaskMoved(Moment):
    reason: str = Field(max_length=500)


class TaskWaits(Strict):
    waits_for: Annotated[list[Id], Len(0, 50)]


class TaskCancelled(Strict):
    reason: str = Field(max_length=500)


class ResourceShown(BaseModel):
    kind: Annotated[str, one_of(TaskResource.Kind)]
    words: str
    quantity: int | None
    amount: int | None = Field(description="In fen.")


class ProofShown(BaseModel):
    state: Annotated[str, one_of(Proof.State)]
    words: str
    by: str
    at: datetime
    review: str
    reviewed_at: datetime | None
    evidence: list[str] = Field(description="Keys of files.")


class MoveShown(BaseModel):
    before: datetime
    after: datetime
    reason: str
    at: datetime


class TaskShown(BaseModel):
    id: int
    complaint: str = Field(description="Its number.")
    title: str
    what: str
    criterion: str
    needs_files: bool
    state: Annotated[str, one_of(Task.State)]
    reason: str = Field(description="Why it was sent back last, or cancelled.")
    department: Place
    owner: Person | None
    asked_by: str
    asked_at: datetime
    due_at: datetime
    settled_at: datetime | None
    resources: list[ResourceShown]
    waits_for: list[int]
    proofs: list[ProofShown]
    moves: list[MoveShown] = Field(description="The moments it had, the oldest first.")


class PageOfTasks(BaseModel):
    tasks: list[TaskShown]
    next: str
    previous: str
