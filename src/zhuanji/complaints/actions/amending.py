"""Changing words of the record so that what stood there before can still be read."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.models import Complaint, Correction
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor


def amend(
    complaint: Complaint, wanted: dict[str, Any], *, kind: str, by: Actor, at: datetime
) -> list[str]:
    """Put what is wanted into the complaint; return the names of the fields that really changed.

    Part of a larger action, which holds the lock. Nothing changed is no line of history; a field
    that was empty replaced nothing.
    """
    changed = [field for field, value in wanted.items() if getattr(complaint, field) != value]
    if not changed:
        return []
    replaced = [field for field in changed if getattr(complaint, field)]
    kept = Correction.objects.bulk_create(
        Correction(
            complaint=complaint,
            field=field,
            before=_words(getattr(complaint, field)),
            after=_words(wanted[field]),
        )
        for field in replaced
    )
    for field in changed:
        setattr(complaint, field, wanted[field])
    complaint.to_assess = complaint.to_assess or kind == "complaint.corrected"
    complaint.save(update_fields=[*changed, "to_assess"])
    index_complaint(complaint)
    details = {"corrections": [one.pk for one in kept]} if kept else {}
    record(kind=kind, about=complaint.about, by=by, at=at, fields=changed, **details)
    return changed


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(value)
