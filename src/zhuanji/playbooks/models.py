from typing import ClassVar

from django.db import models
from django.db.models import Q


class PlaybookVersion(models.Model):
    """A playbook that was put into use. Written once, never changed (a trigger refuses).

    The one with the highest number is in use, so that there is always exactly one; to go back is to
    put an older one into use again (`same_as`). Before the first there is the one that is shipped.
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.JSONField()
    valid_from = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    same_as = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="playbook_numbers_begin_at_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="playbook_goes_back_to_an_older_one",
                condition=Q(same_as=None) | Q(same_as__lt=models.F("number")),
            ),
            models.CheckConstraint(name="playbook_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.number} #{self.pk}"


class PlaybookDraft(models.Model):
    """What somebody is writing for the next version: one for everybody, kept as it was typed.

    It need not be a valid playbook. `revision` grows by one with every change; `based_on` is the
    version that was in use when it was begun.
    """

    body = models.JSONField()
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(models.Value(1), name="playbook_has_one_draft")
        ]

    def __str__(self) -> str:
        return f"{self.revision} #{self.pk}"
