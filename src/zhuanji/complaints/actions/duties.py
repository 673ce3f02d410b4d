"""Legal deadlines that begin with an event, and those that were fulfilled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints.actions.deadlines import write, write_new
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.deadlines import Kind
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries.owed import owed_by
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.working_hours.queries import calendar_in_use


@transaction.atomic
def start_duty(
    *, by: Actor, at: datetime, complaint: Complaint, key: str, since: datetime
) -> Deadline:
    """Let a legal deadline begin: the goods came back, a refund was promised, a dispute arose.

    Raises Invalid for a duty that the law does not know on the day of receipt, or a day to come.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    duty = next((one for one in reckoning.events_for(complaint) if one.key == key), None)
    if duty is None:
        raise Invalid({"key": _("The law knows no such deadline for this complaint.")})
    if since > at:
        raise Invalid({"since": _("That day has not come yet. Give the day when it happened.")})
    calendar = calendar_in_use(at)
    row = reckoning.begin(reckoning.duty_row(complaint, duty, since, calendar), calendar, at=at)
    write_new([row])
    complaint.due_at = reckoning.nearest(owed_by([complaint])[complaint.pk])
    complaint.save(update_fields=["due_at"])
    _record("complaint.duty_started", row, by=by, at=at)
    return row


@transaction.atomic
def fulfil_duty(*, by: Actor, at: datetime, complaint: Complaint, key: str) -> Deadline:
    """Note that what the law asks was done. Raises Stale when that is not owed (any more)."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    owed = owed_by([complaint])[complaint.pk]
    row = next((one for one in owed if (one.kind, one.key) == (Kind.STATUTE, key)), None)
    if row is None:
        raise Stale(_("This legal deadline does not run (any more)."))
    reckoning.meet(row, at=at)
    write([row])
    complaint.due_at = reckoning.nearest(owed)
    complaint.save(update_fields=["due_at"])
    _record("complaint.duty_fulfilled", row, by=by, at=at)
    return row


def _record(kind: str, row: Deadline, *, by: Actor, at: datetime) -> None:
    record(
        kind=kind,
        about=row.complaint.about,
        by=by,
        at=at,
        deadline=row.kind,
        key=row.key,
        source=row.source,
        due=row.due_at.isoformat(),
    )
