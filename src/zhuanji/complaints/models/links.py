"""Complaints that belong together."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.complaint import Complaint


class Link(models.Model):
    """Two complaints that belong together."""

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        DUPLICATE = "duplicate", _("Same matter")
        SPLIT = "split", _("Split off")

    one = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="link_is_one"),
            models.CheckConstraint(name="link_has_one_order", condition=Q(one__lt=F("other"))),
        ]
        indexes: ClassVar = [models.Index(fields=["other"], name="link_other")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
