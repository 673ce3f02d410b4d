"""Complaints about which people have decided, enough of them to learn from."""

from datetime import datetime, timedelta

from tests import cast
from tests.triage.learning.texts import complaints
from zhuanji.complaints.models import Complaint
from zhuanji.triage.models import Confirmation

FIRST = cast.MONDAY - timedelta(days=200)


def decided(each: int = 30, *, proposed: str = "", abstained: bool = False) -> list[Confirmation]:
    """Return decisions over two hundred days; always `proposed` (nothing) had been proposed."""
    texts, labels = complaints(each=each)
    shared = cast.wang_complains()
    copies = [Complaint(**_like(shared, n, text)) for n, text in enumerate(texts)]
    made = Complaint.objects.bulk_create(copies)
    rows = [
        Confirmation(
            complaint=complaint,
            head="category",
            label=label,
            proposed=proposed,
            probability=0.75 if proposed else None,
            abstained=abstained,
            source="accepted" if label == proposed else "corrected",
            by="user:1",
            by_name="林小雨",
            at=_at(n, len(texts)),
        )
        for n, (complaint, label) in enumerate(zip(made, labels, strict=True))
    ]
    return Confirmation.objects.bulk_create(rows)


def _like(shared: Complaint, number: int, text: str) -> dict[str, object]:
    return {
        "number": f"ZJ26-L{number:04d}-00000",
        "channel": shared.channel,
        "customer": shared.customer,
        "subject": "",
        "account": text,
        "received_at": shared.received_at,
        "registered_at": shared.registered_at,
    }


def _at(number: int, of: int) -> datetime:
    return FIRST + timedelta(days=200 * number / of)
