"""What members of staff are told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhuanji.notices.told import Level, said
from zhuanji.staff.models import User


class Notice(models.Model):
    """One thing one person is told, once however often it is said: `key` is its name for them.

    It holds sentences by their source and facts that are nobody's personal data. No foreign key to
    what it is about: a notice never stops anything from being deleted.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    complaint = models.BigIntegerField(
        null=True
    )  # the one it is about; who may read it, reads this
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=300)
    level = models.CharField(max_length=5, choices=Level)
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    rung = models.BooleanField(default=False)  # whether open pages were told

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_is_told_once"),
            models.CheckConstraint(
                name="notice_level_is_known", condition=Q(level__in=sorted(Level.values))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-id"], name="notice_newest"),
            # "alarm" comes first by its letters too: what must be seen, then the newest.
            models.Index(
                fields=["user", "level", "-id"], name="notice_unseen", condition=Q(seen_at=None)
            ),
            models.Index(fields=["id"], name="notice_to_ring", condition=Q(rung=False)),
            models.Index(fields=["at"], name="notice_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def words(self) -> str:
        """What happened, in the reader's language."""
        return said(self.title, self.facts)

    @property
    def more(self) -> str:
        """What else is to be said, in the reader's language."""
        return said(self.body, self.facts)
