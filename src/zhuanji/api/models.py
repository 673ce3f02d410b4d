from typing import ClassVar

from django.db import models


class KeptAnswer(models.Model):
    """What was answered to a request with an Idempotency-Key, to be given again to its repetition.

    Written in the same transaction as the request's effect.
    """

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=60, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="answer_is_kept_once")
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="answer_age")]

    def __str__(self) -> str:
        return f"KeptAnswer #{self.pk}"
