"""Correcting the record: registration, restatement, confidentiality, revealing who it is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.amending import amend
from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_reveal, require_may_work
from zhuanji.complaints.registration import Registration
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text

# What may be corrected later. The account is the customer's own and stays as it was given.
CORRECTABLE = (
    "subject",
    "demand",
    "occurred_at",
    "place",
    "product",
    "model",
    "batch",
    "order_number",
    "respondent",
    "external_reference",
)
_REASON_LIMIT = 300


@transaction.atomic
def correct_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, given: Registration
) -> Complaint:
    """Correct what was registered; what stood there before is kept."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    wanted: dict[str, Any] = {field: getattr(given, field) for field in CORRECTABLE}
    wanted["subject"] = given.title
    amend(complaint, wanted, kind="complaint.corrected", by=by, at=at)
    return complaint


@transaction.atomic
def restate_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, restatement: str, confirmed: bool | None
) -> Complaint:
    """倾听三步法: write down how we understood it, and whether the customer said that is right."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    words = clean_text(restatement).strip()[:2000]
    if not words:
        raise Invalid({"restatement": _("Say in your own words what the customer told you.")})
    complaint.restatement, complaint.restatement_confirmed = words, confirmed
    complaint.save(update_fields=["restatement", "restatement_confirmed"])
    index_complaint(complaint)
    record(kind="complaint.restated", about=complaint.about, by=by, at=at, confirmed=confirmed)
    return complaint


@transaction.atomic
def set_confidential(
    *, by: Actor, at: datetime, complaint: Complaint, confidential: bool
) -> Complaint:
    """Hide (or show again) who complained from everybody but the owner."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    if complaint.confidential != confidential:
        complaint.confidential = confidential
        complaint.save(update_fields=["confidential"])
        record(
            kind="complaint.confidentiality_changed",
            about=complaint.about,
            by=by,
            at=at,
            confidential=confidential,
        )
    return complaint


@transaction.atomic
def reveal_person(*, by: Actor, at: datetime, complaint: Complaint, reason: str) -> None:
    """Let one reader see one complaint's personal data for a while, with the reason on record."""
    complaint = lock(complaint)
    require_may_reveal(by, complaint)
    words = clean_text(reason).strip()[:_REASON_LIMIT]
    if not words:
        raise Invalid({"reason": _("Say what you need the name or contact for; it is recorded.")})
    record(kind="complaint.person_revealed", about=complaint.about, by=by, at=at, reason=words)
