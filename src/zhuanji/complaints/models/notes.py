"""What colleagues tell each other."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhuanji.complaints.models.complaint import Complaint


class Note(models.Model):
    """Something colleagues tell each other about a complaint; the customer never sees it."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notes")
    body = models.TextField()
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    mentions = models.ManyToManyField("staff.User", through="Mention", related_name="+")

    def __str__(self) -> str:
        return f"Note #{self.pk}"


class Mention(models.Model):
    """A colleague was named in a note and should look."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE)
    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "user"], name="mention_is_one")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user"], name="mention_unseen", condition=Q(seen_at=None))
        ]

    def __str__(self) -> str:
        return f"Mention #{self.pk}"
