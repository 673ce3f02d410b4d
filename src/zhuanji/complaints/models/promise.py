from typing import ClassVar

from django.db import models

from zhuanji.complaints.models.complaint import Complaint
from zhuanji.complaints.models.deadline import Deadline


class Promise(models.Model):
    """Something we said we would do by a moment. Whether it was kept, its deadline tells."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="promises")
    deadline = models.OneToOneField(Deadline, on_delete=models.CASCADE, related_name="promise")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey("staff.User", on_delete=models.PROTECT, related_name="promises")
    message = models.BigIntegerField(null=True)  # where it was said; letters are kept for ever
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "-made_at"], name="promise_owner")]

    def __str__(self) -> str:
        return f"Promise #{self.pk}"
