from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from zhuanji.attachments.serving import serve_attachment, serve_preview
from zhuanji.complaints.queries import get_attachment
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_safe
def attachment(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    found = get_attachment(key, actor=request.user.actor)
    return serve_attachment(request, found, inline="download" not in request.GET)


@login_required
@require_safe
def preview(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    return serve_preview(request, get_attachment(key, actor=request.user.actor))
