"""Making a stored file known."""

from collections.abc import Iterable
from datetime import datetime

from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.models import Attachment
from zhuanji.kernel.actors import Actor
from zhuanji.language.normalise import clean_line

_NAME_LENGTH = 150


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
