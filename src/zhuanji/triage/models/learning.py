"""What people decided about proposals: the examples one learns from."""

from django.db import models


class Confirmation(models.Model):
    """A person accepted or corrected what was proposed for one head of one complaint."""

    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.CASCADE, related_name="confirmations"
    )
    head = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    proposed = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=20)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.head} #{self.pk}"
