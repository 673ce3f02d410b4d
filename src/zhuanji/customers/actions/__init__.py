"""Everything that can be done to a customer's file."""

from zhuanji.customers.actions.editing import add_purchase, change_customer, reveal_customer
from zhuanji.customers.actions.finding import add_contacts, find_or_add_customer
from zhuanji.customers.actions.merging import AlreadyMerged, merge_customers, undo_merge

__all__ = [
    "AlreadyMerged",
    "add_contacts",
    "add_purchase",
    "change_customer",
    "find_or_add_customer",
    "merge_customers",
    "reveal_customer",
    "undo_merge",
]
