"""Files that belong to a complaint."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Status, UploadedFile

from zhuanji.api import schemas, showing
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.attachments.files import store_file
from zhuanji.attachments.serving import serve_attachment
from zhuanji.complaints import actions
from zhuanji.complaints.actions.customer_word import FILES_LIMIT
from zhuanji.complaints.models import Evidence
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries import get_complaint
from zhuanji.kernel.errors import Invalid, NotFound

router = Router(tags=["evidence"])


@router.get("/{number}/evidence", response={200: list[schemas.FileShown], **refusals(404)})
def list_evidence(request: Machine, number: str) -> list[schemas.FileShown]:
    """List the files."""
    complaint = get_complaint(number, actor=request.actor)
    rows = Evidence.objects.filter(complaint=complaint).select_related("attachment")
    return [showing.file(row, complaint.number) for row in rows.order_by("pk")]


@router.post(
    "/{number}/evidence",
    response={201: list[schemas.FileShown], **refusals(403, 404, 413, 415, 422)},
)
def add_evidence(
    request: Machine,
    number: str,
    files: File[list[UploadedFile]],
) -> Status[list[schemas.FileShown]]:
    """Add up to 10 files of 25 MB each, as multipart/form-data in the field `files`."""
    complaint, now = get_complaint(number, actor=request.actor), timezone.now()
    require_may_work(request.actor, complaint)
    if len(files) > FILES_LIMIT:
        raise Invalid({"files": _("Up to 10 files fit in one call. Send the rest in another.")})
    stored = [store_file(file.name or "file", file.chunks()) for file in files]
    added = actions.add_evidence(by=request.actor, at=now, complaint=complaint, files=stored)
    return Status(201, [showing.file(row, complaint.number) for row in added])


@router.get("/{number}/evidence/{key}", response=refusals(404))
def download_evidence(request: Machine, number: str, key: UUID) -> HttpResponseBase:
    """Get a file, byte for byte as it was given."""
    complaint = get_complaint(number, actor=request.actor)
    rows = Evidence.objects.filter(complaint=complaint, attachment__key=key)
    evidence = rows.select_related("attachment").first()
    if evidence is None:
        raise NotFound
    return serve_attachment(request, evidence.attachment, inline=False)
