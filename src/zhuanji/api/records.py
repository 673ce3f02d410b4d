"""What other systems know, and where a complaint says otherwise."""

from datetime import datetime
from typing import Annotated, Any, cast

from annotated_types import Len
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field, SkipValidation, ValidationError

from zhuanji.api.authentication import Machine
from zhuanji.api.choices import one_of
from zhuanji.api.reading import is_storable, storable
from zhuanji.api.refusals import Unstorable
from zhuanji.api.responses import refusals
from zhuanji.complaints.queries import get_complaint, sees_person
from zhuanji.complaints.registration import Strict, problems_of
from zhuanji.complaints.veil import Veil, veil_of
from zhuanji.kernel.errors import Invalid
from zhuanji.triage.actions import add_record
from zhuanji.triage.cross_check.facts import RecordGiven
from zhuanji.triage.policies import require_may_add_records
from zhuanji.triage.queries import Discrepancy, cross_check

router = Router(tags=["records"])
RECORDS_LIMIT = 1000
_LONGEST_NAME = 100


class RecordKept(BaseModel):
    id: int
    source: str
    reference: str
    revision: int = Field(description="Grows by one each time the reference says something else.")
    sha256: str = Field(description="Of the original, in UTF-8.")
    customer: int | None


class DiscrepancyShown(BaseModel):
    what: str = Field(examples=["paid"])
    said: str = Field(description="The customer's words.")
    start: int = Field(description="Where they begin in the account, in characters.")
    end: int = Field(description="Where they end; equal to `start` for a field of the complaint.")
    value: str = Field(description="What the record says instead.")
    source: str
    reference: str
    sentence: str = Field(description="In the language of Accept-Language.")


class CrossChecked(BaseModel):
    discrepancies: list[DiscrepancyShown]
    agreed: int = Field(description="How many statements a record confirms.")
    records: int = Field(description="How many records were looked at.")


@router.post(
    "/records", response={200: RecordKept, 201: RecordKept, **refusals(403, 413, 415, 422)}
)
def add_known_record(request: Machine, given: RecordGiven) -> Status[RecordKept]:
    """Hand over an order, a payment, a delivery, an earlier message or a log line.

    Complaints are compared with the records of their order and their customer. The same words of
    the same reference are kept once (200); other words of it are its next revision (201).
    """
    kept, is_new = add_record(by=request.actor, at=timezone.now(), given=given)
    answer = RecordKept(
        id=kept.pk,
        source=kept.source,
        reference=kept.reference,
        revision=kept.revision,
        sha256=kept.sha256,
        customer=kept.customer_id,
    )
    return Status(201 if is_new else 200, answer)


class BulkOfRecords(Strict):
    records: Annotated[list[SkipValidation[RecordGiven]], Len(1, RECORDS_LIMIT)]


class RecordOutcome(BaseModel):
    index: int = Field(description="The record's place in the call, from 0.")
    reference: str = ""
    state: Annotated[str, one_of(("added", "known", "refused"))]
    id: int | None = None
    revision: int | None = None
    problems: dict[str, str] = {}


class BulkOfRecordsAnswer(BaseModel):
    added: int
    known: int
    refused: int
    results: list[RecordOutcome]


@router.post("/records/bulk", response={200: BulkOfRecordsAnswer, **refusals(403, 413, 415, 422)})
def add_known_records(request: Machine, given: BulkOfRecords) -> BulkOfRecordsAnswer:
    """Hand over up to 1000 records; what is wrong with some does not hold up the others.

    The same call again changes nothing: every record of it is `known` then.
    """
    require_may_add_records(request.actor)
    at = timezone.now()
    results = [
        _added(request, index, item, at)
        for index, item in enumerate(cast("list[Any]", given.records))
    ]
    states = [one.state for one in results]
    return BulkOfRecordsAnswer(
        added=states.count("added"),
        known=states.count("known"),
        refused=states.count("refused"),
        results=results,
    )


def _added(request: Machine, index: int, item: Any, at: datetime) -> RecordOutcome:
    reference = item.get("reference") if isinstance(item, dict) else ""
    outcome = RecordOutcome(index=index, state="refused", reference=_told(reference))
    try:
        kept, is_new = add_record(by=request.actor, at=at, given=_read(item))
    except Invalid as refusal:
        outcome.problems = refusal.problems
        return outcome
    outcome.state = "added" if is_new else "known"
    outcome.id, outcome.revision = kept.pk, kept.revision
    return outcome


def _read(item: Any) -> RecordGiven:
    if not isinstance(item, dict):
        raise Invalid({"reference": _("Each record must be an object with its fields.")})
    if unstorable := [name for name in item if not is_storable([name, item[name]])]:
        raise Invalid({storable(name): Unstorable.message for name in unstorable})
    try:
        return RecordGiven.model_validate(item)
    except ValidationError as refusal:
        raise Invalid(problems_of(refusal)) from refusal


def _told(reference: object) -> str:
    """The sender's own name for it, so that they find what was refused; "" when it is none."""
    is_name = isinstance(reference, str) and len(reference) <= _LONGEST_NAME
    return str(reference) if is_name and is_storable(reference) else ""


@router.get("/complaints/{number}/cross-check", response={200: CrossChecked, **refusals(404)})
def read_cross_check(request: Machine, number: str) -> CrossChecked:
    """Read where a complaint and the records of its order and customer differ."""
    complaint = get_complaint(number, actor=request.actor)
    clear = sees_person(request.actor, complaint, at=timezone.now())
    hide = veil_of(request.actor, complaint, clear=clear)
    found = cross_check(request.actor, complaint)
    return CrossChecked(
        discrepancies=[_shown(one, hide) for one in found.discrepancies],
        agreed=len(found.agreed),
        records=found.records,
    )


def _shown(one: Discrepancy, hide: Veil) -> DiscrepancyShown:
    words = {name: getattr(one, name) for name in DiscrepancyShown.model_fields}
    veiled = {name: hide(words[name]) for name in ("said", "value", "sentence")}
    return DiscrepancyShown(**{**words, **veiled})
