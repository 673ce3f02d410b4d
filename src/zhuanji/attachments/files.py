"""Where the bytes lie: under their own hash, so that a file is kept once and proves itself."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from zhuanji.attachments.kinds import recognise
from zhuanji.attachments.models import Attachment
from zhuanji.kernel.errors import Invalid

T = TypeVar("T")

SIZE_LIMIT = 25 * 2**20
_HEAD = 4096  # bytes that tell what a file is


@dataclass(frozen=True)
class StoredFile:
    """Bytes on the disk, durable, not yet known to the database."""

    name: str
    kind: Attachment.Kind
    media_type: str
    size: int
    sha256: str


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def open_file(attachment: Attachment) -> IO[bytes]:
    return path_of(attachment.sha256).open("rb")


def store_file(name: str, chunks: Iterable[bytes], *, durable: bool = True) -> StoredFile:
    """Keep the bytes and return what they are. Call before the action that uses them.

    Who stores many at once without `durable` calls `os.sync` before anybody is told of them.

    What a file is, its bytes decide, never its name. Raises Invalid for an empty file, one over
    25 MB, and one of a kind that we do not take; nothing of it stays behind.
    """
    with _draft() as draft:
        size, digest, head = _copy(chunks, draft, SIZE_LIMIT)
        kind, media_type = recognise(name, head)
        _keep(draft, path_of(digest), durable=durable)
    return StoredFile(name=name, kind=kind, media_type=media_type, size=size, sha256=digest)


def store_checked(
    chunks: Iterable[bytes],
    *,
    limit: int,
    check: Callable[[Path], T],
    place: Callable[[str], Path] = path_of,
) -> tuple[str, int, T]:
    """Keep bytes that `check` takes: it is given a draft on the disk, and its answer is returned.

    They come to lie at `place` of their hash. Returns hash, size and that answer. What it raises, or Invalid for an empty file or one over
    `limit` bytes, leaves nothing behind.
    """
    with _draft() as draft:
        size, digest, _head = _copy(chunks, draft, limit)
        draft.flush()
        answer = check(Path(draft.name))
        _keep(draft, place(digest))
    return digest, size, answer


@contextmanager
def _draft() -> Iterator[IO[bytes]]:
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
        try:
            yield draft
        finally:
            Path(draft.name).unlink(missing_ok=True)


def _keep(draft: IO[bytes], place: Path, *, durable: bool = True) -> None:
    draft.flush()
    if durable:
        os.fsync(draft.fileno())
    _put_in_place(Path(draft.name), place, durable=durable)


def _copy(chunks: Iterable[bytes], draft: IO[bytes], limit: int) -> tuple[int, str, bytes]:
    size, digest, head = 0, hashlib.sha256(), b""
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Invalid(
                {
                    "files": _(
                        "This file is larger than %(limit)s MB. Send a shorter recording or a smaller picture."
                    )
                    % {"limit": limit // 2**20}
                }
            )
        head = head or chunk[:_HEAD]
        digest.update(chunk)
        draft.write(chunk)
    if not size:
        raise Invalid({"files": _("This file is empty. Choose it again.")})
    return size, digest.hexdigest(), head


def _put_in_place(draft: Path, place: Path, *, durable: bool) -> None:
    """Rename, then make the folder's entry durable too."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(place)
    if not durable:
        return
    descriptor = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_bytes(sha256: str, *, before: datetime) -> bool:
    """Remove a file that was last stored before a moment; return whether it is gone.

    It is first moved aside: if the same bytes were stored meanwhile they are put back.
    """
    place = path_of(sha256)
    aside = Path(settings.MEDIA_ROOT) / "incoming" / f"{sha256}.old"
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.rename(aside)
    except FileNotFoundError:
        return False
    if aside.stat().st_mtime >= before.timestamp():
        aside.rename(place)
        return False
    aside.unlink()
    return True
