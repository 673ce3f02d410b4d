"""Sending a complaint to legal counsel, with what made it their matter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions import add_note
from zhuanji.complaints.models import Complaint
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role
from zhuanji.triage.actions.confirming import record_confirmation
from zhuanji.triage.models import Assessment, Confirmation
from zhuanji.triage.words import TRIGGERS


@transaction.atomic
def tell_legal(*, by: Actor, at: datetime, complaint: Complaint) -> None:
    """Write a note that names every legal counsel and what triggered it. Told once is told.

    The note is the line of history.
    """
    counsel = list(User.objects.filter(is_active=True, role=Role.LEGAL).order_by("pk"))
    if not counsel:
        raise Invalid({"legal": _("There is no legal counsel among your people yet.")})
    if Confirmation.objects.filter(complaint=complaint.pk, head="legal").exists():
        return
    made = Assessment.objects.filter(complaint=complaint.pk).first()
    kinds = [one["kind"] for one in made.triggers] if made else []
    why = "、".join(str(TRIGGERS[kind]) for kind in kinds)
    names = " ".join(f"@{person.name}" for person in counsel)
    body = _("%(names)s Please look at the legal risk: %(why)s") % {"names": names, "why": why}
    add_note(by=by, at=at, complaint=complaint, body=body, mentions=counsel)
    record_confirmation(
        by=by,
        at=at,
        complaint=complaint,
        head="legal",
        label="told",
        proposed="told",
        source="accepted",
    )
