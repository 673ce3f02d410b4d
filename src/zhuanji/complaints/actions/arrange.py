"""Who looks after a complaint, how serious it is, what it is about: one field at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.deadlines import reckon_anew
from zhuanji.complaints.actions.escalating import escalate_by_grade
from zhuanji.complaints.actions.handing import give
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.deadlines import Moved
from zhuanji.complaints.models import Complaint, Grade
from zhuanji.complaints.policies import require_may_assign, require_may_work
from zhuanji.complaints.queries.bulk import held
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import Department, User

DECIDES_DEADLINES = frozenset({"grade", "category"})
FIELDS = ("owner", "department", "grade", "category")


@transaction.atomic
def take_complaint(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """Become the owner of a complaint that nobody owns."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    if complaint.owner_id not in (None, by.user_id):
        raise Stale(_("A colleague took this complaint in the meantime."))
    _set(complaint, "owner", str(by.user_id or ""), by=by, at=at)
    return complaint


@transaction.atomic
def arrange_complaint(
    *, by: Actor, at: datetime, complaint: Complaint, field: str, value: str
) -> Complaint:
    """Set owner or department (by id, "" for none), grade or category. Unchanged is no change.

    Assigning to others needs the right to; grade and category whoever works the complaint sets.
    Raises HandedTooOften, NotImpartial.
    """
    complaint = lock(complaint)
    if field in ("owner", "department"):
        require_may_assign(by, complaint)
    else:
        require_may_work(by, complaint)
    _set(complaint, field, value, by=by, at=at)
    return complaint


def _set(complaint: Complaint, field: str, value: str, *, by: Actor, at: datetime) -> None:
    before = held(complaint, field)
    if value == before:
        return
    attribute, known = checked(field, value)
    give(complaint, field, before, value)
    setattr(complaint, attribute, known)
    reckons = field in DECIDES_DEADLINES
    told = reckon_anew(complaint, at=at).get(complaint.pk) if reckons else None
    complaint.to_assess = True  # which proposals still wait is another question now
    complaint.save()
    kind = "complaint.assigned" if field in ("owner", "department") else "complaint.classified"
    details = {"field": field, "before": before, "after": value}
    record(kind=kind, about=complaint.about, by=by, at=at, **details, **_moved(told))
    if field == "grade":
        escalate_by_grade([complaint], by=by, at=at)


def _moved(told: list[Moved] | None) -> dict[str, list[Moved]]:
    """What moved, old and new, for the line of history; nothing is not mentioned."""
    return {"moved": told} if told else {}


def checked(field: str, value: str) -> tuple[str, str | int | None]:
    """Return the attribute and a value that exists. Raises Invalid."""
    if field == "category" and (not value or value in playbook_in_use().offered_keys):
        return field, value
    if field == "grade" and value in Grade.values:
        return field, value
    people = {"owner": User.objects.filter(is_active=True), "department": Department.objects.all()}
    if field in people:
        if not value:
            return f"{field}_id", None
        if value.isascii() and value.isdigit() and people[field].filter(pk=int(value)).exists():
            return f"{field}_id", int(value)
    raise Invalid(
        {field: _("This choice does not exist (any more). Reload the page and choose again.")}
    )
