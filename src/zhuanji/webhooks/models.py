from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhuanji.webhooks.events import message_id


class Webhook(models.Model):
    """A machine outside that is told what happens, until it is turned off.

    Its signing secret is derived (webhooks/secrets.py): what stands here does not reveal it.
    """

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=60), default=list)  # empty: everything
    active = models.BooleanField(default=True)
    salt = models.BinaryField(max_length=32)
    # After a change both secrets sign for a day, so that the receiver can follow.
    former_salt = models.BinaryField(max_length=32, null=True)
    former_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)  # since when nothing has arrived
    rests_until = models.DateTimeField(null=True)  # after a failure the others wait a moment too
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="webhook_former_secret_ends",
                condition=Q(former_salt=None, former_until=None)
                | Q(former_salt__isnull=False, former_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def about(self) -> str:
        """Its name in history."""
        return f"webhook/{self.pk}"

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


class Delivery(models.Model):
    """One event for one webhook, its words pinned when it was read from history.

    Waiting rows are due at `next_at`. A worker that takes one moves that moment to the end of its
    lease: should it die, the row is due again and goes out with the same key.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        DEAD = "dead", _("Given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    key = models.UUIDField(unique=True)  # the webhook-id header, the same at every attempt
    entry = models.BigIntegerField(null=True)  # the line of history; none for a test
    kind = models.CharField(max_length=60)
    body = models.TextField()  # exactly what is signed and sent
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)  # in all
    tries = models.PositiveSmallIntegerField(default=0)  # since it was last asked for
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP, when there was an answer
    answer = models.CharField(max_length=500, blank=True)  # its beginning, or what went wrong
    milliseconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="delivery_is_one_per_event"),
            models.CheckConstraint(
                name="delivery_state_is_known",
                condition=Q(state__in=["waiting", "delivered", "dead"]),
            ),
            models.CheckConstraint(
                name="delivery_waits_for_a_moment",
                condition=Q(state="waiting", next_at__isnull=False)
                | (~Q(state="waiting") & Q(next_at=None)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["webhook", "next_at"], name="delivery_due", condition=Q(state="waiting")
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
            models.Index(fields=["made_at"], name="delivery_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def message_id(self) -> str:
        """What the receiver knows it by."""
        return message_id(self.key)
