from dataclasses import dataclass

from django.db.models import Q

from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import ContactPoint, Customer, Merge, Purchase
from zhuanji.kernel.errors import NotFound
from zhuanji.language.masking import mask_email, mask_name, mask_phone
from zhuanji.language.phones import parse_phone

_TAIL = 4  # digits of a phone's end that are enough to look for
_SUGGESTIONS = 8


@dataclass(frozen=True)
class SeenCustomer:
    """A customer as one reader may see them: masked unless `clear`."""

    id: int
    name: str
    tier: str
    tier_label: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    clear: bool


def get_customer(pk: int) -> Customer:
    """Return the customer, or the one it was merged into. Raises NotFound."""
    customer = Customer.objects.select_related("merged_into").filter(pk=pk).first()
    if customer is None:
        raise NotFound
    return customer.merged_into or customer


def files_of(customer: Customer) -> list[int]:
    """The ids of all files that make this customer: its own and those it absorbed."""
    return [
        customer.pk,
        *Customer.objects.filter(merged_into=customer).values_list("pk", flat=True),
    ]


def purchases_of(customer: Customer) -> list[Purchase]:
    newest = Purchase.objects.filter(customer__in=files_of(customer)).order_by("-bought_on", "-pk")
    return list(newest[:50])


def merges_of(customer: Customer) -> list[Merge]:
    """Merges into this customer that can still be undone."""
    merges = Merge.objects.filter(kept=customer, undone_at=None).select_related("absorbed")
    return list(merges.order_by("-at"))


def as_seen(customer: Customer, contacts: list[ContactPoint], *, clear: bool) -> SeenCustomer:
    """Show a customer to somebody who may (`clear`) or may not see personal data."""
    phones = [c.value for c in contacts if c.kind == ContactPoint.Kind.PHONE]
    emails = [c.value for c in contacts if c.kind == ContactPoint.Kind.EMAIL]
    return SeenCustomer(
        id=customer.pk,
        name=customer.name if clear else mask_name(customer.name),
        tier=customer.tier,
        tier_label=str(customer.get_tier_display()),
        phones=tuple(_readable(p) if clear else mask_phone(p) for p in phones),
        emails=tuple(emails if clear else map(mask_email, emails)),
        clear=clear,
    )


def _readable(phone: str) -> str:
    parsed = parse_phone(phone)
    return parsed.national if parsed else phone


def seen_customers(customers: list[Customer], *, clear: bool) -> list[SeenCustomer]:
    """Show many customers, with one query for all their contacts."""
    contacts: dict[int, list[ContactPoint]] = {customer.pk: [] for customer in customers}
    for point in ContactPoint.objects.filter(customer__in=contacts).order_by("pk"):
        contacts[point.customer_id].append(point)
    return [as_seen(customer, contacts[customer.pk], clear=clear) for customer in customers]


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
    exact = [contact.value for contact in read_contacts(phone=words)]
    wanted = Q(value__in=exact)
    if "@" in words:
        wanted |= Q(value__startswith=words.lower())
    digits = "".join(ch for ch in words if ch.isdigit())
    if len(digits) >= _TAIL:
        wanted |= Q(reversed__startswith=digits[::-1])
    return list(ContactPoint.objects.filter(wanted).values_list("customer", flat=True)[:limit])


def _by_name(words: str, limit: int) -> list[int]:
    names = Q(name__startswith=words)
    if words.isascii() and words.isalpha():
        names |= Q(initials__startswith=words.lower())
    newest = Customer.objects.filter(names).order_by("-pk")
    return list(newest.values_list("pk", flat=True)[:limit])
