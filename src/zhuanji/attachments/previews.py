"""Small pictures of large images, drawn once and kept beside the files."""

import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from zhuanji.attachments import drawing
from zhuanji.attachments.files import path_of
from zhuanji.attachments.models import Attachment

DRAWABLE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_AT_ONCE = BoundedSemaphore(2)  # decoders in this process; the others wait
_SECONDS = 20


def has_preview(attachment: Attachment) -> bool:
    """Whether a picture of it can be asked for. A damaged image is found out only then."""
    return attachment.media_type in DRAWABLE


def preview_of(sha256: str) -> Path | None:
    """Return where the small picture of an image lies, drawing it first when it is not there.

    None for what cannot be drawn: no image, damaged, or too large to be safe. That is noted, so
    that a hostile file costs its ten seconds once.
    """
    picture = Path(settings.MEDIA_ROOT) / "previews" / sha256[:2] / f"{sha256}.jpg"
    if not picture.exists():
        with _AT_ONCE:
            _draw(path_of(sha256), picture)
    return picture if picture.stat().st_size else None


def _draw(source: Path, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=picture.parent) as folder:
        draft = Path(folder) / "draft.jpg"
        if not _is_drawn(source, draft):
            draft.write_bytes(b"")
        draft.replace(picture)


def _is_drawn(source: Path, draft: Path) -> bool:
    command = [sys.executable, "-I", drawing.__file__, str(source), str(draft)]
    try:
        done = subprocess.run(  # noqa: S603  # our own program and paths of our own making
            command, capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and draft.exists()
