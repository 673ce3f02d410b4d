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
from zhuanji.complaints.queries import (
    address_for_letters,
    attachment_for_complainant,
    shown_to_complainant,
)
from zhuanji.complaints.stages import IllegalMove
from zhuanji.kernel.actors import complainant
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.portal import again, done, moved
from zhuanji.portal.answers import day, four_answers
from zhuanji.portal.done import Done
from zhuanji.portal.entrance import ask_again, find_page
from zhuanji.portal.grants import forget, grant, granted
from zhuanji.portal.limits import may_speak
from zhuanji.portal.looks import changes_looks, keeps_words
from zhuanji.portal.page import case_page, not_yet_sent, once, token_of
from zhuanji.portal.pending import files_of

_DEEDS = frozenset({"say", "accept", "reject", "withdraw", "reopen"})


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    complaint = granted(request, number)
    if complaint is None:
        return find_page(request, number)
    response = case_page(request, complaint, done=done.read(request, number))
    grant(response, complaint)
    done.forget(response, number)
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
        if not _was_done(refusal, complaint, typed):
            kept["trouble"] = moved.words_for(refusal)
            return case_page(request, complaint, status=refusal.status, **kept)
    return _arrived(request, number, deed)


def _was_done(refusal: DomainError, complaint: Complaint, words: str) -> bool:
    if not isinstance(refusal, IllegalMove):
        return False
    said = shown_to_complainant(complaint, at=timezone.now()).messages
    return moved.was_done(refusal, words, said)


def _arrived(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    response = redirect("portal:case", number=number)
    done.remember(response, number, Done(deed, token_of(request)))
    return response


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
        key = f"web:{complaint.pk}:{once(request, words, files.values())}"
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
        "letters_to": _letters_to(complaint),
        "token": _token_it_came_with(complaint),
    }
    return render(request, "portal/receipt.html", words)


def _letters_to(complaint: Complaint) -> str:
    """The address typed with this complaint while letters go there; never one of the file."""
    to = address_for_letters(complaint)
    return to if to and to == complaint.given_email else ""


def _token_it_came_with(complaint: Complaint) -> str:
    door, _, rest = (complaint.source_key or "").partition(":")
    return rest.split(":")[0] if door == "web" else ""


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
    again.forget(response)
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
