"""Everything that can be done to a customer's file."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.customers.contacts import Contact
from zhuanji.customers.models import ContactPoint, Customer, Merge, Purchase
from zhuanji.customers.policies import require_may_edit, require_may_merge
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Stale
from zhuanji.language.pinyin import initials

MERGEABLE = ("name", "tier", "language", "preferences")


class AlreadyMerged(DomainError):
    """One of the two files was merged before."""

    message = _("One of these customers was merged before. Open the file it was merged into.")


def find_or_add_customer(
    *, name: str, contacts: list[Contact], order_number: str, at: datetime, vouched: bool = True
) -> Customer | None:
    """Return the customer these words belong to, adding one when nobody is known.

    Recognised by the first known contact, then by the order number of a purchase; new contact
    points are added to a known customer when somebody of ours has `vouched` for the words: else
    a stranger could put an address of theirs into a customer's file and receive the letters.
    None when no name and no contact was given (anonymous).
    Part of a larger action: the caller owns the transaction and records the history.
    """
    known = _known(contacts, order_number)
    if known is not None:
        if vouched:
            _complete(known, name, contacts)
        return known
    if not contacts and not name:
        return None
    customer = Customer(name=name, initials=initials(name), added_at=at)
    if _insert(customer, contacts):
        return customer
    # Somebody registered the same contact between our look and our insert: it is theirs.
    theirs = _known(contacts, "")
    if theirs is None:
        return customer
    customer.delete()
    return theirs


def _complete(known: Customer, name: str, contacts: list[Contact]) -> None:
    if name and not known.name:
        known.name, known.initials = name, initials(name)
        known.save(update_fields=["name", "initials"])
    add_contacts({known.pk: contacts})


_KNOWN = """
select coalesce(customer.merged_into_id, customer.id) from (
    select point.customer_id, given.place
    from unnest(%s::text[], %s::text[]) with ordinality as given (kind, value, place)
    join customers_contactpoint point using (kind, value)
    union all
    select customer_id, %s from customers_purchase where order_number = %s and %s <> ''
) found join customers_customer customer on customer.id = found.customer_id
order by found.place limit 1
"""


def _known(contacts: list[Contact], order_number: str) -> Customer | None:
    """One look for all: most people who complain are new to us."""
    kinds, values = [c.kind for c in contacts], [c.value for c in contacts]
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [kinds, values, len(contacts) + 1, order_number, order_number])
        row = cursor.fetchone()
    return Customer.objects.get(pk=row[0]) if row else None


_INSERT = """
with customer as (
    insert into customers_customer (name, initials, tier, language, preferences, added_at)
    values (%s, %s, %s, %s, %s, %s) returning id
), contact as (
    insert into customers_contactpoint (customer_id, kind, value, reversed)
    select customer.id, given.* from customer, unnest(%s::text[], %s::text[], %s::text[]) given
    on conflict (kind, value) do nothing returning kind
)
select customer.id, (select count(*) from contact) from customer
"""


def _insert(customer: Customer, contacts: list[Contact]) -> bool:
    """Write a new file with its contacts; False when all of them belong to somebody already."""
    ordered = sorted(contacts, key=lambda c: (c.kind, c.value))  # the order of add_contacts
    kinds, values = [c.kind for c in ordered], [c.value for c in ordered]
    fields = ("name", "initials", "tier", "language", "preferences", "added_at")
    words = [getattr(customer, field) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*words, kinds, values, [v[::-1] for v in values]])
        customer.pk, added = cursor.fetchone()
    return bool(added) or not contacts


_ADD_CONTACTS = """
insert into customers_contactpoint (customer_id, kind, value, reversed)
select * from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
on conflict (kind, value) do nothing returning kind, value
"""


def add_contacts(wanted: dict[int, list[Contact]]) -> set[Contact]:
    """Give customers (by id) their contact points; return those that were new.

    One that already belongs to somebody stays theirs. Rows go in one order, so that two
    imports of the same people wait for each other instead of deadlocking.
    """
    rows = sorted((c.kind, c.value, owner) for owner, contacts in wanted.items() for c in contacts)
    if not rows:
        return set()
    kinds, values, owners = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_CONTACTS, [list(owners), list(kinds), list(values), [v[::-1] for v in values]]
        )
        return {Contact(kind, value) for kind, value in cursor.fetchall()}


@transaction.atomic
def edit_customer(*, by: Actor, at: datetime, customer: Customer, **fields: str) -> Customer:
    """Change name, tier, language or preferences; unknown fields are refused by name."""
    require_may_edit(by)
    kept = Customer.objects.select_for_update().get(pk=customer.pk)
    for field, value in fields.items():
        if field not in MERGEABLE:
            raise KeyError(field)
        setattr(kept, field, value)
    kept.initials = initials(kept.name)
    kept.save()
    record(kind="customer.edited", about=f"customer/{kept.pk}", by=by, at=at, fields=sorted(fields))
    return kept


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
    before = {field: getattr(kept, field) for field in MERGEABLE}
    for field in take.intersection(MERGEABLE):
        setattr(kept, field, getattr(absorbed, field))
    kept.initials = initials(kept.name)
    kept.save()
    contacts = ContactPoint.objects.select_for_update().filter(customer=absorbed)
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
    """Make two files of one again, as they were. Raises Stale when it was undone before."""
    require_may_merge(by)
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=at):
        raise Stale
    ContactPoint.objects.filter(pk__in=merge.moved_contacts).update(customer=merge.absorbed_id)
    Customer.objects.filter(pk=merge.absorbed_id).update(merged_into=None)
    restored: dict[str, Any] = dict(merge.before)
    restored["initials"] = initials(restored["name"])
    Customer.objects.filter(pk=merge.kept_id).update(**restored)
    _record_both("customers.unmerged", merge, by=by, at=at)


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


@transaction.atomic
def add_purchase(*, by: Actor, at: datetime, customer: Customer, **facts: Any) -> Purchase:
    """Note what a customer bought; the same order number again changes nothing."""
    require_may_edit(by)
    number = facts.pop("order_number")
    purchase, is_new = Purchase.objects.get_or_create(
        order_number=number, defaults={"customer": customer, **facts}
    )
    if is_new:
        record(
            kind="purchase.added",
            about=f"customer/{customer.pk}",
            by=by,
            at=at,
            purchase=purchase.pk,
        )
    return purchase
