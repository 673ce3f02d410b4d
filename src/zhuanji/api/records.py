"""What other systems know, and where a complaint says otherwise."""

from django.utils import timezone
from ninja import Router, Status
from pydantic import BaseModel, Field

from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints.queries import get_complaint, sees_person
from zhuanji.complaints.veil import Veil, veil_of
from zhuanji.triage.actions import add_record
from zhuanji.triage.cross_check.facts import RecordGiven
from zhuanji.triage.queries import Discrepancy, cross_check

router = Router(tags=["records"])


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
