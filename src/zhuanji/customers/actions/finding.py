"""Whom somebody's words are about: found by what we know, added where nobody is known."""

from datetime import datetime

from django.db import connection

from zhuanji.customers.contacts import Contact
from zhuanji.customers.models import Customer
from zhuanji.language.pinyin import initials


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
