"""Files that were taken in but not yet handed to a complaint: an error elsewhere loses none.

The page carries a signed ticket per file; unticking its box leaves the file out.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from zhuanji.attachments.actions import display_name, note_upload
from zhuanji.attachments.files import StoredFile, path_of, store_file
from zhuanji.kernel.errors import Invalid
from zhuanji.portal.limits import address_of, may_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LIMIT = 10
_SALT = "portal.pending"
_DAY = 24 * 3600


def files_of(request: HttpRequest) -> tuple[dict[str, StoredFile], list[str]]:
    """Return the files by ticket, those just sent included, and what is wrong with the others."""
    files = {ticket: file for ticket in request.POST.getlist("ticket") if (file := _read(ticket))}
    problems: list[str] = []
    for upload in request.FILES.getlist("files"):
        try:
            file = _keep(upload, address_of(request), taken=len(files))
        except Invalid as refusal:
            problems.extend(refusal.problems.values())
        else:
            files[ticket_for(file)] = file
    return files, list(dict.fromkeys(problems))


def ticket_for(file: StoredFile) -> str:
    return signing.dumps(asdict(file), salt=_SALT, compress=True)


def _keep(upload: "UploadedFile[bytes]", address: str, *, taken: int) -> StoredFile:
    if taken >= LIMIT:
        raise Invalid(
            {"files": _("Up to 10 files fit. Send the rest on the complaint's page afterwards.")}
        )
    if not may_upload(address):
        raise Invalid(
            {"files": _("Many files came from your connection. Wait an hour, then send the rest.")}
        )
    file = _store(upload)
    note_upload(at=timezone.now(), file=file)
    return file


def _store(upload: "UploadedFile[bytes]") -> StoredFile:
    """Several files may come at once: a refusal says of which it speaks."""
    try:
        return store_file(upload.name or "file", _chunks(upload))
    except Invalid as refusal:
        name = display_name(upload.name or "file")[:60]
        told = {
            field: words if name in words else f"{name} — {words}"
            for field, words in refusal.problems.items()
        }
        raise Invalid(told) from refusal


def _chunks(upload: "UploadedFile[bytes]") -> Iterable[bytes]:
    yield from upload.chunks()


def _read(ticket: str) -> StoredFile | None:
    try:
        file = StoredFile(**signing.loads(ticket, salt=_SALT, max_age=_DAY))
    except signing.BadSignature:
        return None
    return file if path_of(file.sha256).exists() else None
