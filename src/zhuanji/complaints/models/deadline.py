"""Promises with a time."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.complaint import Complaint


class Deadline(models.Model):
    """By when something must have happened. A row, never a scheduled job."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledge")
        FIRST_ANSWER = "first_answer", _("First answer")
        RESOLUTION = "resolution", _("Resolve")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=Kind)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "kind"], name="deadline_is_one_of_its_kind"
            ),
            models.CheckConstraint(
                name="deadline_lies_after_its_start", condition=Q(due_at__gte=F("starts_at"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="deadline_waiting", condition=Q(met_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
