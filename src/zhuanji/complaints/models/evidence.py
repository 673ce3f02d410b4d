"""Files that belong to a complaint."""

from typing import ClassVar

from django.db import models

from zhuanji.complaints.models.complaint import Complaint


class Evidence(models.Model):
    """A file that belongs to a complaint as such (not to one message)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey("attachments.Attachment", on_delete=models.PROTECT)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    from_customer = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "attachment"], name="evidence_is_one")
        ]

    def __str__(self) -> str:
        return f"Evidence #{self.pk}"
