from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Absence(models.Model):
    """Somebody is away from a moment to another; `deputy` stands in, or whoever is chosen.

    `handed_at` says when the clock handed their open complaints over, and `handed` how many.
    """

    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="absences")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    deputy = models.ForeignKey(
        "staff.User", on_delete=models.PROTECT, null=True, related_name="stands_in"
    )
    note = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    handed_at = models.DateTimeField(null=True)
    handed = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)  # called off, or back earlier

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dispatch_absence_ends_after_it_begins",
                condition=Q(ends_at__gt=F("begins_at")),
            ),
            models.CheckConstraint(
                name="dispatch_nobody_stands_in_for_themselves",
                condition=Q(deputy=None) | ~Q(deputy=F("user")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["begins_at"],
                name="dispatch_absence_to_hand",
                condition=Q(handed_at=None, ended_at=None),
            ),
            models.Index(fields=["ends_at"], name="dispatch_absence_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d} #{self.pk}"

    def covers(self, at: datetime) -> bool:
        return self.ended_at is None and self.begins_at <= at < self.ends_at
