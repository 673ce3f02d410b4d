"""Where the letters of a complaint go."""

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
