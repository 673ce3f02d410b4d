"""Everything that can be asked about customers."""

from zhuanji.customers.queries.files import (
    files_of,
    get_customer,
    merges_of,
    purchases_of,
    sees_personal,
    story_of_customer,
)
from zhuanji.customers.queries.finding import suggest_customers
from zhuanji.customers.queries.lists import CustomerPage, list_customers
from zhuanji.customers.queries.seen import (
    SeenContact,
    SeenCustomer,
    as_seen,
    seen_contacts,
    seen_customers,
)

__all__ = [
    "CustomerPage",
    "SeenContact",
    "SeenCustomer",
    "as_seen",
    "files_of",
    "get_customer",
    "list_customers",
    "merges_of",
    "purchases_of",
    "seen_contacts",
    "seen_customers",
    "sees_personal",
    "story_of_customer",
    "suggest_customers",
]
