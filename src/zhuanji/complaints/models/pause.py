from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhuanji.complaints.models.complaint import Complaint


class Pause(models.Model):
    """Deadlines of a complaint rested, and why. `reason` is a key of the playbook's pauses.

    `until` is when it ends by itself at the latest.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=40)
    words = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=80)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(ended_at=None), name="pause_is_one_at_a_time"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["until"],
                name="pause_ends",
                condition=Q(ended_at=None, until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} #{self.pk}"
