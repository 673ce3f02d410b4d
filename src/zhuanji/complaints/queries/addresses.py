"""Where the letters of a complaint go."""

from collections.abc import Iterable

from zhuanji.complaints.models import Complaint
from zhuanji.customers.models import ContactPoint


def address_for_letters(complaint: Complaint) -> str:
    """The address given with this complaint, else the first of the customer's file, else ""."""
    if complaint.letters_to:
        return complaint.letters_to
    emails = ContactPoint.objects.filter(
        customer=complaint.customer_id, kind=ContactPoint.Kind.EMAIL
    )
    return emails.order_by("pk").values_list("value", flat=True).first() or ""


def addresses_for_letters(complaints: Iterable[Complaint]) -> dict[int, str]:
    """The same for many, by complaint, in one query."""
    wanted = list(complaints)
    customers = {one.customer_id for one in wanted if one.customer_id and not one.letters_to}
    emails = ContactPoint.objects.filter(customer__in=customers, kind=ContactPoint.Kind.EMAIL)
    first = dict(emails.order_by("-pk").values_list("customer", "value"))
    return {one.pk: one.letters_to or first.get(one.customer_id or 0, "") for one in wanted}
