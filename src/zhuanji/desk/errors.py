"""The pages for what Django itself answers: not found, not allowed, unreadable, broken."""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zhuanji.desk.refusals import refuse
from zhuanji.kernel.ids import random_letters

_log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status, words = (
        HTTPStatus.BAD_REQUEST,
        _("The request could not be read. Go back and try again."),
    )
    if isinstance(exception, RequestDataTooBig):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        words = _(
            "What was sent is too large. Nothing was saved; go back, shorten it or send less at once."
        )
    elif isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        words = _(
            "Too many fields or files were sent at once. Nothing was saved; go back and send fewer."
        )
    return refuse(request, status, words)


def too_large(request: HttpRequest) -> HttpResponse:
    """More came at once than the server takes in, so that no page has seen it."""
    words = _(
        "More than 60 MB came at once, and nothing of it was taken. Your browser’s Back button"
        " brings back what you wrote. Then send fewer or smaller files: up to 25 MB each and 60 MB"
        " together; more can follow in another message."
    )
    return refuse(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    words = _("Your role does not allow this. Ask a team leader to do it or to change your role.")
    return refuse(request, HTTPStatus.FORBIDDEN, words)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    words = _("There is no page at this address. Check it, or begin at the start page.")
    return refuse(request, HTTPStatus.NOT_FOUND, words)


def server_error(request: HttpRequest) -> HttpResponse:
    """The accident's number stands in our log beside the path, and on the page."""
    code = random_letters(8)
    _log.error("accident %s at %s %s", code, request.method, request.path)
    words = _(
        "Nothing was saved. What you typed is still on the page before: go back and try again."
    )
    return refuse(request, HTTPStatus.INTERNAL_SERVER_ERROR, words, code=code, nameless=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    words = _(
        "This page was opened too long ago, or cookies are blocked. Nothing was saved."
        " Go back, copy what you typed if it matters, reload the page and try again."
    )
    return refuse(request, HTTPStatus.FORBIDDEN, words, title=_("The page is out of date"))
