"""Making a stored file known."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from zhuanji.attachments.files import StoredFile, remove_bytes
from zhuanji.attachments.models import Attachment, Upload
from zhuanji.kernel.actors import Actor
from zhuanji.language.normalise import clean_line

_NAME_LENGTH = 150
# A page keeps its tickets for a day; the hour lets a submission that has begun come to its end.
KEPT_FOR = timedelta(hours=25)


def add_attachments(*, by: Actor, at: datetime, files: Iterable[StoredFile]) -> list[Attachment]:
    """Note files that were stored. Part of a larger action, which records what they are for."""
    return Attachment.objects.bulk_create(
        Attachment(
            name=display_name(file.name),
            kind=file.kind,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            added_by=by.key,
            added_at=at,
        )
        for file in files
    )


def display_name(name: str) -> str:
    """What a page may show: no path, no control or direction characters, not too long."""
    line = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1]) or "file"
    stem, dot, ending = line.rpartition(".")
    if len(line) <= _NAME_LENGTH or not dot:
        return line[:_NAME_LENGTH]
    return f"{stem[: _NAME_LENGTH - len(ending) - 1]}.{ending}"


def note_upload(*, at: datetime, file: StoredFile) -> Upload:
    """Remember that a file came in before anything it belongs to."""
    return Upload.objects.create(sha256=file.sha256, at=at)


@transaction.atomic
def remove_abandoned_uploads(*, at: datetime, limit: int = 200) -> int:
    """Remove the bytes of uploads that nobody handed in within a day; return how many were looked at.

    The same bytes may be somebody's evidence, or have come in once more since: those stay.
    """
    old = list(
        Upload.objects.select_for_update(skip_locked=True)
        .filter(at__lt=at - KEPT_FOR)
        .order_by("at")[:limit]
    )
    hashes = {upload.sha256 for upload in old}
    Upload.objects.filter(pk__in=[upload.pk for upload in old]).delete()
    used = set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    used |= set(Upload.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for sha256 in hashes - used:
        remove_bytes(sha256, before=at - KEPT_FOR)
    return len(old)
