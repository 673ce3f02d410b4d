from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhuanji.kernel.ids import time_ordered_uuid


class PlaybookPreview(models.Model):
    """What a draft of the playbook would say of the last complaints, beside what is said now.

    `body` is the draft as it was when somebody asked. `place` is the id below which the next
    complaint is taken: it is written with what was counted, so that work goes on exactly there.
    `moved`: "before after" -> how many; `met`: "+rule" (newly met) or "-rule" -> how many;
    `examples`: the same names -> ids of complaints.
    """

    key = models.UUIDField(unique=True, default=time_ordered_uuid, editable=False)
    body = models.JSONField()
    version = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    stopped = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    place = models.BigIntegerField(null=True)
    moved = models.JSONField(default=dict)
    met = models.JSONField(default=dict)
    examples = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="playbook_preview_is_within_its_rows",
                condition=Q(position__lte=models.F("rows")),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="playbook_preview_at_work",
                condition=Q(finished_at=None, stopped=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at} #{self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.finished_at is None and not self.stopped
