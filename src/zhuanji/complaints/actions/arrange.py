"""Who looks after a complaint, how serious it is, what it is about: one field at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.moving import lock, regrade_deadlines
from zhuanji.complaints.models import BulkChange, Category, Complaint, Grade
from zhuanji.complaints.policies import require_may_assign, require_may_work
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.staff.models import Department, User

FIELDS = ("owner", "department", "grade", "category")
BULK_LIMIT = 200


class TooMany(DomainError):
    """More complaints than one change takes."""

    status = 422
    message = _("Up to 200 complaints can be changed at once. Select fewer.")


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
    """
    complaint = lock(complaint)
    if field in ("owner", "department"):
        require_may_assign(by, complaint)
    else:
        require_may_work(by, complaint)
    _set(complaint, field, value, by=by, at=at)
    return complaint


@transaction.atomic
def arrange_many(
    *, by: User, at: datetime, complaints: list[Complaint], field: str, value: str
) -> BulkChange:
    """Make the same change to up to 200 complaints, all or none; the answer can undo it."""
    if len(complaints) > BULK_LIMIT:
        raise TooMany
    before = {str(c.pk): _current(c, field) for c in complaints}
    for complaint in sorted(complaints, key=lambda c: c.pk):
        arrange_complaint(by=by.actor, at=at, complaint=complaint, field=field, value=value)
    return BulkChange.objects.create(by=by, at=at, field=field, value=value, before=before)


@transaction.atomic
def undo_change(*, by: User, at: datetime, change: BulkChange) -> int:
    """Put back what a bulk change replaced, where nobody changed it since; return how many."""
    if not BulkChange.objects.filter(pk=change.pk, by=by, undone_at=None).update(undone_at=at):
        raise Stale
    changed = Complaint.objects.filter(pk__in=change.before).order_by("pk")
    untouched = [c for c in changed if _current(c, change.field) == change.value]
    for complaint in untouched:
        value = change.before[str(complaint.pk)]
        arrange_complaint(by=by.actor, at=at, complaint=complaint, field=change.field, value=value)
    return len(untouched)


def _current(complaint: Complaint, field: str) -> str:
    if field in ("owner", "department"):
        return str(getattr(complaint, f"{field}_id") or "")
    return str(getattr(complaint, field))


def _set(complaint: Complaint, field: str, value: str, *, by: Actor, at: datetime) -> None:
    before = _current(complaint, field)
    if value == before:
        return
    attribute, checked = _checked(field, value)
    setattr(complaint, attribute, checked)
    if field == "grade":
        regrade_deadlines(complaint)
    complaint.save()
    kind = "complaint.assigned" if field in ("owner", "department") else "complaint.classified"
    record(kind=kind, about=complaint.about, by=by, at=at, field=field, before=before, after=value)


def _checked(field: str, value: str) -> tuple[str, str | int | None]:
    """Return the attribute and a value that exists. Raises Invalid."""
    choices = {"grade": Grade.values, "category": ["", *Category.values]}
    if field in choices and value in choices[field]:
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
