"""What was said before somebody changed it."""

from django.db import models

from zhuanji.complaints.models.complaint import Complaint


class Correction(models.Model):
    """What one field said before and after somebody corrected it.

    Kept beside history, which only names it: history can never forget, and this may be personal.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.field} #{self.pk}"


class BulkChange(models.Model):
    """One change made to many complaints at once, and what it takes to undo it."""

    field = models.CharField(max_length=20)
    value = models.CharField(max_length=80, blank=True)
    before = models.JSONField()  # complaint id -> value before
    by = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.field} #{self.pk}"
