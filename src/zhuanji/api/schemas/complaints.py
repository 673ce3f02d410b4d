"""Complaints, one or a page of them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from zhuanji.api.choices import one_of
from zhuanji.api.schemas.clocks import EscalationShown, PauseShown, PromiseShown
from zhuanji.api.schemas.people import Contact, Person, Place, Representative
from zhuanji.api.schemas.words import GradeShown, StageShown, VerdictShown
from zhuanji.complaints.models import Channel, Deadline, Judgement, Link, Verdict


class Registered(BaseModel):
    number: str = Field(description="What the complainant quotes.", examples=["ZJ26-7K3F9-Q2M4T"])
    query_code: str = Field(description="Opens the complaint's page together with its number.")
    url: str = Field(description="The complaint's page for the complainant.")
    stage: StageShown
    owner: Person | None
    received_at: datetime
    due_at: datetime = Field(description="By when the complainant has a first answer.")
    resolution_due_at: datetime = Field(description="By when the matter is to be settled.")


class Stand(BaseModel):
    """Where a complaint stands."""

    number: str
    stage: StageShown
    grade: GradeShown
    category: str = Field(description="A key of /categories; retired ones too.")
    category_name: str = Field(description="In the language of Accept-Language.")
    verdict: Annotated[str, one_of(Verdict, or_empty=True)] = Field(
        description="Empty until the complaint is judged."
    )
    channel: Annotated[str, one_of(Channel)]
    subject: str
    confidential: bool
    owner: Person | None
    department: Place | None
    received_at: datetime
    answered_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None = Field(description="The nearest deadline that is not yet met.")


class Listed(Stand):
    customer: Contact | None


class Due(BaseModel):
    kind: Annotated[str, one_of(Deadline.Kind)]
    key: str = Field(description="Which of its kind: a stage, a promise, an article of the law.")
    term: str = Field(description="How long, e.g. 24h or 2wd (working days); empty for a moment.")
    source: str = Field(description="What sets it, e.g. playbook/3 or law/mediation@2026-04-15.")
    state: Annotated[str, one_of(Deadline.State)]
    due_at: datetime
    confirmed: bool = Field(description="False while that year's official holidays are not out.")
    breached_at: datetime | None = Field(description="When it passed unmet, if it did.")
    met_at: datetime | None


class JudgementShown(BaseModel):
    verdict: VerdictShown
    reason: Annotated[str, one_of(Judgement.Reason)]
    explanation: str
    state: Annotated[str, one_of(Judgement.State)]
    proposed_at: datetime
    reviewed_at: datetime | None


class LinkShown(BaseModel):
    number: str
    kind: Annotated[str, one_of(Link.Kind)]
    stage: StageShown


class Shown(Listed):
    """A complaint as a whole."""

    query_code: str = Field(
        description="Empty unless the token works on complaints and reads personal data."
    )
    url: str
    external_reference: str
    language: Annotated[str, one_of(("zh-hans", "en"))]
    account: str
    demand: str
    occurred_at: datetime | None
    place: str
    product: str
    model: str
    batch: str
    order_number: str
    respondent: str
    representative: Representative
    restatement: str
    restatement_confirmed: bool | None
    how: str
    why: str
    prevention: str
    acknowledged_at: datetime | None
    merged_into: str = Field(description="The number of the complaint that goes on for this one.")
    deadlines: list[Due]
    escalations: list[EscalationShown]
    promises: list[PromiseShown]
    pause: PauseShown | None = Field(description="While deadlines rest: why, for what, until when.")
    judgements: list[JudgementShown]
    links: list[LinkShown]


class PageOfComplaints(BaseModel):
    complaints: list[Listed]
    next: str = Field(description="Give it as `cursor` to get the next page; empty on the last.")
    previous: str
