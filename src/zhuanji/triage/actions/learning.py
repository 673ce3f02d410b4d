"""Keeping what people decided, to learn from."""

from datetime import datetime

from zhuanji.complaints.models import Complaint
from zhuanji.kernel.actors import Actor
from zhuanji.triage.models import Confirmation


def record_confirmation(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    head: str,
    label: str,
    proposed: str,
    source: str,
) -> Confirmation:
    """Keep one decision. Part of a larger action, which asks the policy and writes history."""
    return Confirmation.objects.create(
        complaint=complaint,
        head=head,
        label=label,
        proposed=proposed,
        source=source,
        by=by.key,
        by_name=by.name,
        at=at,
    )
