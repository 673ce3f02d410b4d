"""New complaints drawn at random, so that quality is measured where nobody chose what to look at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class AuditCase(models.Model):
    """One complaint drawn for review, with what was proposed for it when it came.

    Sure or not, settled or not: the lot alone decides, so that the answers speak for all.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.CASCADE, related_name="audits"
    )
    head = models.CharField(max_length=20)
    drawn_at = models.DateTimeField()
    proposed = models.CharField(max_length=80, blank=True)
    second = models.CharField(max_length=80, blank=True)
    probability = models.FloatField(null=True)
    abstained = models.BooleanField(default=True)
    source = models.CharField(max_length=20)  # of the proposal: model, playbook, none
    model_version = models.CharField(max_length=40, null=True)  # noqa: DJ001 - "" is words alone
    label = models.CharField(max_length=80, blank=True)  # what the reviewer says it is
    by = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "head"], name="audit_case_is_drawn_once"),
            models.CheckConstraint(
                name="audit_case_is_reviewed_whole",
                condition=Q(at=None, label="") | (Q(at__isnull=False) & ~Q(label="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["head", "id"], name="audit_waiting", condition=Q(at=None)),
            models.Index(
                fields=["head", "-at"], name="audit_reviewed", condition=Q(at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} #{self.pk}"
