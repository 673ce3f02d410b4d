from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something said between the company and one customer, kept exactly as it was said.

    `thread` is the conversation it belongs to (a complaint carries the same UUID).
    """

    class Direction(models.TextChoices):
        IN = "in", _("From the customer")
        OUT = "out", _("To the customer")

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
        REPLY = "reply", _("Reply")
        ANSWER = "answer", _("Answer")
        REFUSAL = "refusal", _("Letter of refusal")
        CUSTOMER = "customer", _("Customer's message")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        POSTED = "posted", _("On the customer's page")  # no address to send to
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        WITHDRAWN = "withdrawn", _("Taken back before it was sent")

    thread = models.UUIDField()
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=10, choices=State)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField()
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)  # its author may take it back
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    # The same submission delivered twice is one message.
    source_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    attachments = models.ManyToManyField("attachments.Attachment", related_name="messages")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_from_outside_is_received",
                condition=~Q(direction="in") | Q(state="received"),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["thread", "at"], name="message_thread"),
            models.Index(fields=["thread"], name="message_failed", condition=Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Draft(models.Model):
    """What somebody is writing, so that nothing typed is ever lost."""

    thread = models.UUIDField()
    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20)  # reply, note, answer
    body = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "user", "kind"], name="draft_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class ReplyLock(models.Model):
    """Only its holder may write to the customer; it ends by itself when not renewed."""

    thread = models.UUIDField(primary_key=True)
    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"Lock #{self.pk}"


class Presence(models.Model):
    """Who has a conversation open on the screen."""

    thread = models.UUIDField()
    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "user"], name="presence_is_one")
        ]

    def __str__(self) -> str:
        return f"Presence #{self.pk}"
