"""What leaves the desk."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhuanji.notices.models.channels import Channel
from zhuanji.notices.models.notices import Notice
from zhuanji.notices.told import Level


class Delivery(models.Model):
    """One notice on its way through one channel, once: a group is told once what several are told.

    Waiting rows are due at `next_at`. A worker that takes some moves that moment to the end of its
    lease: should it die, they are due again, so that a message may come twice but never not at all.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")
        NEEDLESS = "needless", _("No longer needed")

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="deliveries")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=120)
    level = models.CharField(max_length=5, choices=Level)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP, when there was an answer
    answer = models.CharField(max_length=500, blank=True)  # its beginning, or what went wrong
    milliseconds = models.PositiveIntegerField(null=True)
    together = models.PositiveSmallIntegerField(default=1)  # how many were in the same message

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "key"], name="notice_leaves_once"),
            models.CheckConstraint(
                name="notice_delivery_state_is_known",
                condition=Q(state__in=["waiting", "sent", "dead", "needless"]),
            ),
            models.CheckConstraint(
                name="notice_delivery_waits_for_a_moment",
                condition=Q(state="waiting", next_at__isnull=False)
                | (~Q(state="waiting") & Q(next_at=None)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "next_at"],
                name="notice_delivery_due",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["channel", "-id"], name="notice_delivery_newest"),
            models.Index(fields=["made_at"], name="notice_delivery_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.level} #{self.pk}"
