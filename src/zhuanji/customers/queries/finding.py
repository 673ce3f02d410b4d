"""Customers that what is being typed may mean."""

from django.db.models import Q

from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import ContactPoint, Customer, Purchase

_TAIL = 4  # digits of a phone's end that are enough to look for
_SUGGESTIONS = 8


def suggest_customers(words: str, *, limit: int = _SUGGESTIONS) -> list[Customer]:
    """Customers that what is being typed may mean.

    A whole phone number or its last digits, an e-mail's beginning, an order number, the
    beginning of a name, or a name's pinyin initials. At most `limit`, found by index alone.
    """
    words = words.strip()
    if not words:
        return []
    wanted = Q(pk__in=_by_contact(words, limit)) | Q(
        pk__in=Purchase.objects.filter(order_number=words).values("customer")[:limit]
    )
    wanted |= Q(pk__in=_by_name(words, limit))
    found = Customer.objects.filter(wanted).select_related("merged_into").order_by("-pk")
    return list({(c.merged_into or c).pk: c.merged_into or c for c in found}.values())[:limit]


def _by_contact(words: str, limit: int) -> list[int]:
    found = ContactPoint.objects.filter(meant_contacts(words))
    return list(found.values_list("customer", flat=True)[:limit])


def _by_name(words: str, limit: int) -> list[int]:
    newest = Customer.objects.filter(meant_names(words)).order_by("-pk")
    return list(newest.values_list("pk", flat=True)[:limit])


def meant_contacts(words: str) -> Q:
    """Contact points that the words may mean: whole, by an address's beginning, a phone's end."""
    exact = [contact.value for contact in read_contacts(phone=words)]
    wanted = Q(value__in=exact)
    if "@" in words:
        wanted |= Q(value__startswith=words.lower())
    digits = "".join(ch for ch in words if ch.isdigit())
    if len(digits) >= _TAIL:
        wanted |= Q(reversed__startswith=digits[::-1])
    return wanted


def meant_names(words: str) -> Q:
    """Names that begin with the words, or whose pinyin initials do."""
    names = Q(name__startswith=words)
    if words.isascii() and words.isalpha():
        names |= Q(initials__startswith=words.lower())
    return names
