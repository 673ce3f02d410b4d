"""One complaint's pages, for the person who proved that it is theirs."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.serving import serve_attachment, serve_preview
from zhuanji.complaints.actions import (
    accept_answer,
    add_customer_message,
    reject_answer,
    reopen_complaint,
    withdraw_complaint,
)
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.queries import attachment_for_complainant, shown_to_complainant
from zhuanji.kernel.actors import complainant
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.portal.answers import day, four_answers
from zhuanji.portal.entrance import ask_again, find_page
from zhuanji.portal.grants import forget, grant, granted
from zhuanji.portal.limits import may_speak
from zhuanji.portal.looks import changes_looks, keeps_words
from zhuanji.portal.page import case_page, not_yet_sent, token_of
from zhuanji.portal.pending import files_of

_DEEDS = frozenset({"say", "accept", "reject", "withdraw", "reopen"})


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    complaint = granted(request, number)
    if complaint is None:
        return find_page(request, number)
    response = case_page(request, complaint)
    grant(response, complaint)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def act(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """Do what the person asked; when it cannot be done, the page says why and keeps their words."""
    if request.method != "POST":  # reloaded after a refusal, or opened from a bookmark
        return redirect("portal:case", number=number)
    complaint = granted(request, number)
    if complaint is None:
        return ask_again(request, number, deed)
    typed = request.POST.get("words", "")
    files, problems = files_of(request)
    kept = {"deed": deed, "typed": typed, "files": files, "problems": problems}
    if problems or changes_looks(request):
        kept["notice"] = "" if problems else not_yet_sent()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return case_page(request, complaint, status=status, **kept)
    if not may_speak(number):
        kept["trouble"] = _("That was a lot within an hour. Your words are kept; send them later.")
        return case_page(request, complaint, status=HTTPStatus.TOO_MANY_REQUESTS, **kept)
    if deed not in _DEEDS:
        raise NotFound
    try:
        _do(request, complaint, deed, typed, files)
    except DomainError as refusal:
        kept["trouble"] = str(refusal)
        return case_page(request, complaint, status=refusal.status, **kept)
    return redirect("portal:case", number=number)


def _do(
    request: HttpRequest,
    complaint: Complaint,
    deed: str,
    words: str,
    files: Mapping[str, StoredFile],
) -> None:
    """Do one of _DEEDS. Raises the DomainError that it is refused with."""
    how: dict[str, Any] = {
        "by": complainant(complaint.thread),
        "at": timezone.now(),
        "complaint": complaint,
    }
    if deed == "say":
        key = f"web:{complaint.pk}:{token_of(request)}"
        add_customer_message(**how, body=words, files=files.values(), source_key=key)
    elif deed == "accept":
        accept_answer(**how)
    elif deed == "reject":
        reject_answer(**how, why=words)
    elif deed == "withdraw":
        withdraw_complaint(**how, reason=words)
    else:
        reopen_complaint(**how, reason=words)


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    complaint = granted(request, number)
    if complaint is None:
        return find_page(request, number)
    seen = shown_to_complainant(complaint, at=timezone.now())
    words = {
        "complaint": complaint,
        "code": query_code(number),
        "day": day,
        "address": settings.PUBLIC_URL + reverse("portal:find"),
        "files": seen.evidence,
        "when": four_answers(seen, now=timezone.now())[0].words,
    }
    return render(request, "portal/receipt.html", words)


@never_cache
@require_safe
def further(request: HttpRequest, number: str) -> HttpResponse:
    complaint = granted(request, number)
    if complaint is None:
        return find_page(request, number)
    return render(request, "portal/further.html", {"complaint": complaint})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, number: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("portal:case", number=number)
    response = redirect("portal:front")
    forget(response, number)
    return response


@require_safe
def file(request: HttpRequest, number: str, key: UUID) -> HttpResponseBase:
    complaint = granted(request, number)
    attachment = attachment_for_complainant(complaint, key) if complaint else None
    if attachment is None:
        raise NotFound
    if "preview" in request.GET:
        return serve_preview(request, attachment)
    return serve_attachment(request, attachment, inline="download" not in request.GET)
