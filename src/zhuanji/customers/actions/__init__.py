"""Everything that can be done to a customer's file."""

from zhuanji.customers.actions.editing import add_purchase, change_customer, reveal_customer
from zhuanji.customers.actions.finding import add_contacts, find_or_add_customer
from zhuanji.customers.actions.merging import (
    AlreadyMerged,
    NotTheNewest,
    merge_customers,
    undo_merge,
)
from zhuanji.customers.actions.reaching import (
    BelongsToAnother,
    add_contact,
    add_customer,
    remove_contact,
)

__all__ = [
    "AlreadyMerged",
    "BelongsToAnother",
    "NotTheNewest",
    "add_contact",
    "add_contacts",
    "add_customer",
    "add_purchase",
    "change_customer",
    "find_or_add_customer",
    "merge_customers",
    "remove_contact",
    "reveal_customer",
    "undo_merge",
]
