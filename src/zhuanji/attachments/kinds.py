"""Which files we take, told by their bytes. Everything else is refused in a sentence."""

import puremagic
from django.utils.translation import gettext as _

from zhuanji.attachments.boxes import media_type_of
from zhuanji.attachments.models import Attachment
from zhuanji.kernel.errors import Invalid

Kind = Attachment.Kind

# What the bytes say -> what it is and the type it is served as.
_ALLOWED: dict[str, tuple[Kind, str]] = {
    "image/png": (Kind.IMAGE, "image/png"),
    "image/jpeg": (Kind.IMAGE, "image/jpeg"),
    "image/gif": (Kind.IMAGE, "image/gif"),
    "image/webp": (Kind.IMAGE, "image/webp"),
    "image/heic": (Kind.IMAGE, "image/heic"),
    "image/heif": (Kind.IMAGE, "image/heif"),
    "application/pdf": (Kind.PDF, "application/pdf"),
    "audio/mpeg": (Kind.AUDIO, "audio/mpeg"),
    "audio/mp3": (Kind.AUDIO, "audio/mpeg"),
    "audio/wav": (Kind.AUDIO, "audio/wav"),
    "audio/x-wav": (Kind.AUDIO, "audio/wav"),
    "audio/ogg": (Kind.AUDIO, "audio/ogg"),
    "audio/mp4": (Kind.AUDIO, "audio/mp4"),
    "audio/amr": (Kind.AUDIO, "audio/amr"),
    "audio/amr-wb": (Kind.AUDIO, "audio/amr-wb"),
    "video/mp4": (Kind.VIDEO, "video/mp4"),
    "video/3gpp": (Kind.VIDEO, "video/3gpp"),
    "video/quicktime": (Kind.VIDEO, "video/quicktime"),
}
# Office files are zip archives: their bytes say "zip", their name says which.
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TEXT = {".txt": "text/plain", ".csv": "text/csv"}
# Recordings of older phones; the line that they begin with is their whole mark.
_SPOKEN = {b"#!AMR\n": "audio/amr", b"#!AMR-WB\n": "audio/amr-wb"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 13, 27})


def recognise(name: str, head: bytes) -> tuple[Kind, str]:
    """Return the kind and media type of a file from its first bytes. Raises Invalid."""
    ending = "." + name.rsplit(".", 1)[-1].lower()
    if head.startswith(b"PK\x03\x04") and ending in _OFFICE:
        return Kind.DOCUMENT, _OFFICE[ending]
    if ending in _TEXT and head.translate(None, _CONTROLS) == head:
        return Kind.DOCUMENT, _TEXT[ending]
    for match in _matches(head, name):
        if match in _ALLOWED:
            return _ALLOWED[match]
    raise Invalid(
        {
            "files": _(
                "“%(name)s” is not a picture, recording, video, PDF, Word, Excel or text file. Send a photo or a screenshot of it instead."
            )
            % {"name": name[:60]}
        }
    )


def _matches(head: bytes, name: str) -> list[str]:
    if head[4:8] == b"ftyp":
        return [media_type_of(head)]
    if spoken := [kind for mark, kind in _SPOKEN.items() if head.startswith(mark)]:
        return spoken
    try:
        return [match.mime_type for match in puremagic.magic_string(head, name)[:3]]
    except (puremagic.PureError, ValueError):
        return []
