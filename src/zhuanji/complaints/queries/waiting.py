"""Complaints whose words nobody has assessed yet."""

from django.db.models import QuerySet

from zhuanji.complaints.models import Complaint


def to_assess() -> QuerySet[Complaint]:
    """Those whose words are newer than their assessment, the oldest first, with their customers."""
    waiting = Complaint.objects.filter(to_assess=True).select_related("customer")
    return waiting.order_by("pk")
