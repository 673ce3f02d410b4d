"""Changing a customer's file so that their complaints are found by what it says now."""

from datetime import datetime

from django.db import transaction

from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.customers import actions
from zhuanji.customers.models import ContactPoint, Customer, Merge
from zhuanji.customers.queries import files_of
from zhuanji.kernel.actors import Actor


@transaction.atomic
def change_customer(*, by: Actor, at: datetime, customer: Customer, **fields: str) -> Customer:
    """As customers.actions.change_customer."""
    changed = actions.change_customer(by=by, at=at, customer=customer, **fields)
    _index_those_of(changed)
    return changed


@transaction.atomic
def add_contact(
    *, by: Actor, at: datetime, customer: Customer, kind: str, value: str
) -> ContactPoint:
    """As customers.actions.add_contact."""
    contact = actions.add_contact(by=by, at=at, customer=customer, kind=kind, value=value)
    _index_those_of(customer)
    return contact


@transaction.atomic
def remove_contact(*, by: Actor, at: datetime, customer: Customer, contact_id: int) -> ContactPoint:
    """As customers.actions.remove_contact."""
    gone = actions.remove_contact(by=by, at=at, customer=customer, contact_id=contact_id)
    _index_those_of(customer)
    return gone


@transaction.atomic
def merge_customers(
    *, by: Actor, at: datetime, kept: Customer, absorbed: Customer, take: frozenset[str]
) -> Merge:
    """As customers.actions.merge_customers."""
    merge = actions.merge_customers(by=by, at=at, kept=kept, absorbed=absorbed, take=take)
    _index_those_of(kept)
    return merge


@transaction.atomic
def undo_merge_of_customers(*, by: Actor, at: datetime, merge: Merge) -> None:
    """As customers.actions.undo_merge."""
    actions.undo_merge(by=by, at=at, merge=merge)
    _index_those_of(merge.kept)
    _index_those_of(merge.absorbed)


def _index_those_of(customer: Customer) -> None:
    theirs = Complaint.objects.filter(customer__in=files_of(customer))
    for complaint in theirs.select_related("customer__merged_into").order_by("pk"):
        index_complaint(complaint)
