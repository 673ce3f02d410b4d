from typing import ClassVar

from django.db import models
from django.db.models import Q


class WorkingHoursVersion(models.Model):
    """The organisation's calendar as it was put into use. Written once (a trigger refuses changes).

    The one with the highest number is in use from `valid_from` until the next; before the first
    there are the usual office hours and the library's holidays.
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.JSONField()
    valid_from = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    what = models.CharField(max_length=30)
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="working_hours_numbers_begin_at_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} #{self.pk}"
