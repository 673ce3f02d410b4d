"""Reckoning the deadlines of all open complaints anew, once what they stand on is another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Recalculation(models.Model):
    """One pass over the open complaints, in the order of their ids.

    `stamp` names calendar and law as they were when it began. With `playbook` it was asked for: the
    complaints are handled by that version from then on. `place` is the id after which the next is
    taken, written with what moved, so that a pass cut off goes on exactly there.
    """

    stamp = models.CharField(max_length=120, blank=True)
    playbook = models.PositiveIntegerField(null=True)
    grades = models.JSONField(default=list)  # only of these; none named: of all
    spares = models.BooleanField(default=False)  # leave out what would be due earlier
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=150)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField()  # that were open when it began
    position = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)  # complaints of which a deadline moved
    place = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)  # what came later was reckoned with the new

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["playbook"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="recalculation_is_one_at_a_time",
            ),
            models.CheckConstraint(
                name="recalculation_goes_no_further_than_its_rows",
                condition=Q(position__lte=F("rows")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stamp or self.playbook} #{self.pk}"
