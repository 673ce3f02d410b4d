from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.ids import time_ordered_uuid


class Attachment(models.Model):
    """A file somebody gave us, kept byte for byte; `sha256` proves it.

    `key` is its name in addresses. The bytes lie in MEDIA_ROOT under their own hash.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("Image")
        AUDIO = "audio", _("Audio")
        VIDEO = "video", _("Video")
        PDF = "pdf", _("PDF")
        DOCUMENT = "document", _("Document")

    key = models.UUIDField(unique=True, default=time_ordered_uuid, editable=False)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Kind)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="attachment_is_not_empty", condition=Q(size__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class Upload(models.Model):
    """A file that a stranger sent and that nobody may ever hand in; a sweep looks at it later."""

    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.sha256[:8]} #{self.pk}"
