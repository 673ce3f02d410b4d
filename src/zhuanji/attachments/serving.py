"""Handing files to a browser so that nothing in them can act: the only way a file leaves us.

Who may see a file, the page that links to it decides; ask before calling.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from zhuanji.attachments.files import path_of
from zhuanji.attachments.models import Attachment
from zhuanji.attachments.previews import preview_of
from zhuanji.kernel.errors import NotFound

# What a browser may show by itself; everything else is downloaded.
_SHOWN = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "audio/mpeg",
        "audio/wav",
        "audio/ogg",
        "audio/mp4",
        "video/mp4",
        "video/quicktime",
        "application/pdf",
    }
)
_SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
)
# A browser's own PDF viewer refuses to start in a sandbox; it runs apart from our pages anyway.
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 1 << 16


class FileMissing(NotFound):
    """The record knows the file, the disk does not."""

    message = _(
        "This file cannot be opened right now. It is on record; please tell us, so that we bring it back."
    )


def serve_attachment(
    request: HttpRequest, attachment: Attachment, *, inline: bool
) -> HttpResponseBase:
    """Return the file itself: shown in the page when `inline` and harmless, else downloaded.

    Recordings can be wound: a range of bytes may be asked for. Raises FileMissing.
    """
    path = path_of(attachment.sha256)
    if not path.exists():
        raise FileMissing
    shown = inline and attachment.media_type in _SHOWN
    etag = f'"{attachment.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or _content(request, path, etag)
    response.headers["Content-Type"] = _type(attachment, shown=shown)
    disposition = content_disposition_header(as_attachment=not shown, filename=attachment.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Accept-Ranges"] = "bytes"
    pdf = shown and attachment.kind == Attachment.Kind.PDF
    return _guarded(response, etag, policy=_PDF if pdf else _SANDBOX)


def serve_preview(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """Return a small upright JPEG of an image, without its EXIF. Raises NotFound if none can be."""
    if not path_of(attachment.sha256).exists():
        raise FileMissing
    path = preview_of(attachment.sha256)
    if path is None:
        raise NotFound(_("There is no preview of this file. Download it instead."))
    etag = f'"preview-{attachment.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or FileResponse(path.open("rb"))
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    return _guarded(response, etag, policy=_SANDBOX)


def _guarded(response: HttpResponseBase, etag: str, *, policy: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"  # ask again whether it may be seen
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _type(attachment: Attachment, *, shown: bool) -> str:
    return attachment.media_type if shown else "application/octet-stream"


def _content(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    size = path.stat().st_size
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range", etag)
    if not wanted or condition != etag or wanted.groups() == ("", ""):
        return FileResponse(path.open("rb"))
    start, end = _bounds(*wanted.groups(), size=size)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_part(path.open("rb"), start, end - start + 1), status=206)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    response.headers["Content-Length"] = str(end - start + 1)
    return response


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    if not first:  # the last so many bytes
        return max(size - int(last[:18]), 0), size - 1
    return int(first[:18]), min(int(last[:18]) if last else size - 1, size - 1)


def _part(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(_CHUNK, length))):
            length -= len(chunk)
            yield chunk
