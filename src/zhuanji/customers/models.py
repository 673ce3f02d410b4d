from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Customer(models.Model):
    """A person or company we have dealings with; complaints, contacts and purchases hang on it."""

    class Tier(models.TextChoices):
        STANDARD = "standard", _("Standard")
        SILVER = "silver", _("Silver")
        GOLD = "gold", _("Gold")
        VIP = "vip", _("VIP")

    class Way(models.TextChoices):
        """How they like to hear from us."""

        PHONE = "phone", _("Phone")
        SMS = "sms", _("Text message")
        EMAIL = "email", _("E-mail")
        WECHAT = "wechat", _("WeChat")
        LETTER = "letter", _("Letter")

    name = models.CharField(max_length=100, blank=True)
    initials = models.CharField(max_length=100, blank=True)  # 拼音首字母, for finding by keyboard
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.STANDARD)
    language = models.CharField(max_length=10, default="zh-hans")
    preferred_channel = models.CharField(
        max_length=10, choices=Way, blank=True, default="", db_default=""
    )
    preferences = models.TextField(max_length=2000, blank=True)
    special_needs = models.TextField(max_length=2000, blank=True, default="", db_default="")
    notes = models.TextField(max_length=2000, blank=True, default="", db_default="")
    added_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="customer_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["name"], name="customer_name_prefix", opclasses=["text_pattern_ops"]
            ),
            models.Index(
                fields=["initials"], name="customer_initials_prefix", opclasses=["text_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return f"Customer #{self.pk}"  # never a name: this reaches logs


class ContactPoint(models.Model):
    """A way to reach a customer. The same number or address belongs to one customer only."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        ACCOUNT = "account", _("Account")  # their name or number in a shop, app or messenger

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=254)  # normal form: E.164, lower-case address
    reversed = models.CharField(max_length=254)  # found by its last digits

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value"], name="contact_belongs_to_one")
        ]
        indexes: ClassVar = [
            models.Index(fields=["reversed"], name="contact_tail", opclasses=["text_pattern_ops"]),
            models.Index(fields=["value"], name="contact_prefix", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Purchase(models.Model):
    """What a customer bought: the order a complaint may be about."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="purchases")
    order_number = models.CharField(max_length=60, unique=True)
    product = models.CharField(max_length=120)
    model = models.CharField(max_length=80, blank=True)
    batch = models.CharField(max_length=80, blank=True)
    shop = models.CharField(max_length=120, blank=True)
    amount_fen = models.BigIntegerField(default=0)
    bought_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="purchase_amount_is_not_negative", condition=Q(amount_fen__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_number} #{self.pk}"


class Merge(models.Model):
    """One customer absorbed another; what it takes to undo that."""

    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField()  # fields the kept file took from the other, as they were
    moved_contacts = models.JSONField()  # ids of contact points that changed hands
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at=None),
                name="customer_is_absorbed_once",
            )
        ]

    def __str__(self) -> str:
        return f"Merge #{self.pk}"
