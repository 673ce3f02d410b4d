"""What other systems say about orders and customers, as they said it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """One order, payment, delivery, message or log line of another system.

    Never changed: the same reference with other facts is a new revision, and only the newest is
    current. `original` is kept as it came, `sha256` is its hash.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("Order")
        PAYMENT = "payment", _("Payment")
        DELIVERY = "delivery", _("Delivery")
        MESSAGE = "message", _("Message")
        LOG = "log", _("Log line")

    source = models.CharField(max_length=60)
    reference = models.CharField(max_length=100)
    revision = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    order_number = models.CharField(max_length=60, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    facts = models.JSONField()
    original = models.TextField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "reference", "revision"], name="record_revision_is_one"
            ),
            models.UniqueConstraint(
                fields=["source", "reference"],
                condition=Q(current=True),
                name="record_has_one_current_revision",
            ),
            models.CheckConstraint(
                name="record_is_about_something",
                condition=~Q(order_number="") | Q(customer__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["order_number"],
                condition=Q(current=True) & ~Q(order_number=""),
                name="record_of_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
