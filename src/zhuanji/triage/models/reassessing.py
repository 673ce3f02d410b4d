"""Assessing open complaints again once the playbook, the model or the threshold is another."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Reassessment(models.Model):
    """One pass over the open complaints that nobody settled, in the order of their ids.

    `stamp` names what was in use when it began; `place` is the id after which the next complaint is
    taken, written with what was proposed, so that a pass cut off goes on exactly there.
    """

    stamp = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField()  # that waited when it began
    position = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    place = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)  # what came later was assessed with the new

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="one_reassessment_is_at_work"
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun_at} #{self.pk}"
