"""Making one file of two, and two of one again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.customers.models import ContactPoint, Customer, Merge
from zhuanji.customers.policies import require_may_merge
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Stale
from zhuanji.language.pinyin import initials

MERGEABLE = (
    "name",
    "tier",
    "language",
    "preferred_channel",
    "preferences",
    "special_needs",
    "notes",
)


class AlreadyMerged(DomainError):
    """One of the two files was merged before."""

    message = _("One of these customers was merged before. Open the file it was merged into.")


class NotTheNewest(DomainError):
    """Another file was merged into the same one later."""

    message = _("Another file was merged into this one later. Undo that merge first.")


@transaction.atomic
def merge_customers(
    *, by: Actor, at: datetime, kept: Customer, absorbed: Customer, take: frozenset[str]
) -> Merge:
    """Make one file of two: `kept` stays, with the fields named in `take` from `absorbed`.

    Complaints and purchases stay with the absorbed file and show in the kept one, so undoing
    loses nothing. Raises AlreadyMerged when either file is part of another merge.
    """
    require_may_merge(by)
    kept, absorbed = _lock_pair(kept, absorbed)
    taken = sorted(take.intersection(MERGEABLE))
    before = {field: getattr(kept, field) for field in taken}
    for field in taken:
        setattr(kept, field, getattr(absorbed, field))
    kept.initials = initials(kept.name)
    kept.save()
    contacts = ContactPoint.objects.select_for_update().filter(customer=absorbed).order_by("pk")
    moved = list(contacts.values_list("pk", flat=True))
    ContactPoint.objects.filter(pk__in=moved).update(customer=kept)
    Customer.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    merge = Merge.objects.create(
        kept=kept, absorbed=absorbed, before=before, moved_contacts=moved, by=by.key, at=at
    )
    _record_both("customers.merged", merge, by=by, at=at)
    return merge


@transaction.atomic
def undo_merge(*, by: Actor, at: datetime, merge: Merge) -> None:
    """Make two files of one again, as they were; what was changed by hand since then stays.

    Raises Stale when it was undone before, NotTheNewest when a later merge stands on it.
    """
    require_may_merge(by)
    pair = Customer.objects.select_for_update().order_by("pk")
    rows = {row.pk: row for row in pair.filter(pk__in=[merge.kept_id, merge.absorbed_id])}
    kept, absorbed = rows[merge.kept_id], rows[merge.absorbed_id]
    if Merge.objects.filter(kept=kept, undone_at=None, pk__gt=merge.pk).exists():
        raise NotTheNewest
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=at):
        raise Stale
    moved = ContactPoint.objects.filter(pk__in=merge.moved_contacts, customer=kept)
    moved.update(customer=absorbed)
    Customer.objects.filter(pk=absorbed.pk).update(merged_into=None)
    _give_back(kept, absorbed, merge.before)
    _record_both("customers.unmerged", merge, by=by, at=at)


def _give_back(kept: Customer, absorbed: Customer, before: dict[str, Any]) -> None:
    """Restore the fields that still say what the merge made them say."""
    for field, value in before.items():
        if getattr(kept, field) == getattr(absorbed, field):
            setattr(kept, field, value)
    kept.initials = initials(kept.name)
    kept.save()


def _lock_pair(kept: Customer, absorbed: Customer) -> tuple[Customer, Customer]:
    pair = Customer.objects.select_for_update().order_by("pk")
    rows = {row.pk: row for row in pair.filter(pk__in=[kept.pk, absorbed.pk])}
    if len(rows) != len({kept.pk, absorbed.pk}) or kept.pk == absorbed.pk:
        raise AlreadyMerged
    if any(row.merged_into_id for row in rows.values()):
        raise AlreadyMerged
    if Customer.objects.filter(merged_into=absorbed.pk).exists():
        raise AlreadyMerged
    return rows[kept.pk], rows[absorbed.pk]


def _record_both(kind: str, merge: Merge, *, by: Actor, at: datetime) -> None:
    for customer_id in (merge.kept_id, merge.absorbed_id):
        record(
            kind=kind,
            about=f"customer/{customer_id}",
            by=by,
            at=at,
            kept=merge.kept_id,
            absorbed=merge.absorbed_id,
        )
