"""What the complainant sees of their complaint. Nothing reaches their page but through here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import Complaint, Deadline, Evidence
from zhuanji.correspondence.models import Message
from zhuanji.correspondence.queries import messages_for_customer


@dataclass(frozen=True)
class Shown:
    """One complaint for the person who made it: never notes, judgements or other people's things."""

    complaint: Complaint
    messages: list[Message]
    evidence: list[Evidence]  # their own files
    due: dict[str, Deadline]  # by kind
    goes_on_as: str  # the number it goes on under, when that complaint is theirs too


def shown_to_complainant(complaint: Complaint, *, at: datetime) -> Shown:
    """Return all of it in five queries and no more."""
    own = complaint.evidence.filter(from_customer=True).select_related("attachment")
    return Shown(
        complaint=complaint,
        messages=messages_for_customer(complaint.thread, at=at),
        evidence=list(own.order_by("added_at", "pk")),
        due={deadline.kind: deadline for deadline in complaint.deadlines.all()},
        goes_on_as=_goes_on_as(complaint),
    )


def attachment_for_complainant(complaint: Complaint, key: UUID) -> Attachment | None:
    """Return a file that they gave us or that we sent them; files among colleagues are not there."""
    theirs = Q(evidence__complaint=complaint, evidence__from_customer=True)
    left = [state for state in Message.State if state != Message.State.WITHDRAWN]
    sent = Q(messages__thread=complaint.thread, messages__state__in=left)
    return Attachment.objects.filter(theirs | sent, key=key).distinct().first()


def _goes_on_as(complaint: Complaint) -> str:
    """Follow merges to their end; a stranger's complaint on the way has no number for this reader."""
    seen = complaint
    while seen.merged_into is not None:
        seen = seen.merged_into
        if seen.customer_id is None or seen.customer_id != complaint.customer_id:
            return ""
    return seen.number if seen is not complaint else ""
