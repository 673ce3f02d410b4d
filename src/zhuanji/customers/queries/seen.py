"""Customers as a reader may see them: masked unless the reader sees personal data."""

from dataclasses import dataclass

from zhuanji.customers.models import ContactPoint, Customer
from zhuanji.language.masking import STARS, mask_email, mask_name, mask_phone
from zhuanji.language.phones import parse_phone


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


@dataclass(frozen=True)
class SeenContact:
    """A way to reach somebody as one reader may see it."""

    id: int
    kind: str
    label: str
    value: str


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


def seen_contacts(customer: Customer, *, clear: bool) -> list[SeenContact]:
    """Every way to reach a customer, the oldest first."""
    points = ContactPoint.objects.filter(customer=customer).order_by("pk")
    return [SeenContact(p.pk, p.kind, str(p.get_kind_display()), _way(p, clear)) for p in points]


def _way(point: ContactPoint, clear: bool) -> str:
    if point.kind == ContactPoint.Kind.PHONE:
        return _readable(point.value) if clear else mask_phone(point.value)
    if clear:
        return point.value
    if point.kind == ContactPoint.Kind.EMAIL:
        return mask_email(point.value)
    return point.value[:1] + STARS
