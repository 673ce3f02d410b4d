"""What machines send and get, as the OpenAPI description shows it."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from annotated_types import Len
from pydantic import BaseModel, Field, SkipValidation, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.api.choices import one_of
from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import Channel, Deadline, Grade, Judgement, Link, Verdict
from zhuanji.complaints.registration import CategoryKey, Registration, Strict
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import Customer

BULK_LIMIT = 1000
Name = Annotated[str, StringConstraints(max_length=100)]
Words = Annotated[str, StringConstraints(max_length=20_000)]
StageShown = Annotated[str, one_of(Stage)]
GradeShown = Annotated[str, one_of(Grade)]
VerdictShown = Annotated[str, one_of(Verdict)]


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


class Person(BaseModel):
    id: int
    name: str


class Place(BaseModel):
    id: int
    code: str
    name: str


class Contact(BaseModel):
    """A customer; masked (王**, 138****8000) unless the token reads personal data."""

    id: int
    name: str
    tier: Annotated[str, one_of(Customer.Tier)]
    phones: list[str]
    emails: list[str]
    masked: bool


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
    due_at: datetime
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


class Representative(BaseModel):
    name: str
    phone: str
    authority: str


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
    judgements: list[JudgementShown]
    links: list[LinkShown]


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


class PageOfComplaints(BaseModel):
    complaints: list[Listed]
    next: str = Field(description="Give it as `cursor` to get the next page; empty on the last.")
    previous: str


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


class PurchaseGiven(Strict):
    order_number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    product: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    model: Annotated[str, StringConstraints(max_length=80)] = ""
    batch: Annotated[str, StringConstraints(max_length=80)] = ""
    shop: Annotated[str, StringConstraints(max_length=120)] = ""
    amount_fen: int = Field(0, ge=0, le=10**15, description="In fen: 1 yuan is 100.")
    bought_on: date


class Purchased(PurchaseGiven):
    customer: int
