"""A "no" becomes a calm page, or for a piece of a page a notice that leaves what was typed alone."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import ClassVar, cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from zhuanji.desk.navigation import url_if_there
from zhuanji.desk.toasts import with_toast
from zhuanji.kernel.errors import DomainError

_AWAY = (OperationalError, InterfaceError, PoolTimeout)


class RefusalMiddleware:
    """Answers what a view raises on purpose, and what the database says about the input."""

    sync_capable: ClassVar = True
    async_capable: ClassVar = True

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
    ) -> None:
        self.get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self._is_async:
            return self._later(request)
        return _signed_out_in_place(request, cast("HttpResponseBase", self.get_response(request)))

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        answer = cast("Awaitable[HttpResponseBase]", self.get_response(request))
        return _signed_out_in_place(request, await answer)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            problems = list(getattr(error, "problems", {}).values())
            words = str(error) if not problems else str(error.message)
            return refuse(request, error.status, words, problems=problems)
        if isinstance(error, DataError):
            return refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, _cannot_be_stored())
        if isinstance(error, _AWAY):
            return away(request)
        return None


def refuse(
    request: HttpRequest,
    status: int,
    words: str | Promise,
    *,
    title: str = "",
    problems: list[str] | None = None,
    code: str = "",
    nameless: bool = False,
) -> HttpResponse:
    """Answer with one sentence in the reader's language.

    `nameless` keeps the page from asking the database who is here.
    """
    if is_fragment(request):
        response = HttpResponse(status=status, headers={"HX-Reswap": "none"})
        return with_toast(response, " ".join(problems or [str(words)]), kind="error")
    user = None if nameless else getattr(request, "user", None)
    context = {
        "person": user is not None and user.is_authenticated,
        "title": title or title_of(status),
        "words": words,
        "problems": problems,
        "code": code,
        "home": url_if_there("desk:today") if request.path.startswith("/desk/") else "/",
    }
    return render(request, "desk/refusal.html", context, status=status)


def away(request: HttpRequest) -> HttpResponse:
    """The database does not answer: nothing was saved, and it is worth trying again."""
    words = _("The database does not answer. Nothing was saved; try again in a minute.")
    response = refuse(request, HTTPStatus.SERVICE_UNAVAILABLE, words, nameless=True)
    response.headers["Retry-After"] = "30"
    return response


def title_of(status: int) -> str:
    titles = {
        HTTPStatus.BAD_REQUEST: _("That could not be read"),
        HTTPStatus.FORBIDDEN: _("This is not yours to do"),
        HTTPStatus.NOT_FOUND: _("Nothing is here"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That is too large"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Something needs correcting"),
        HTTPStatus.TOO_MANY_REQUESTS: _("A short pause, please"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong on our side"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("One moment, please"),
    }
    return titles.get(HTTPStatus(status), _("This cannot be done now"))


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page that is already there."""
    return request.headers.get("HX-Request") == "true"


def _signed_out_in_place(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A sign-in page must not be swapped into somebody's half-written reply."""
    location = str(response.headers.get("Location", ""))
    if not (is_fragment(request) and location.startswith(str(settings.LOGIN_URL))):
        return response
    words = _(
        "You are signed out. Everything you typed is still here: sign in again in a new tab, then repeat."
    )
    return refuse(request, HTTPStatus.UNAUTHORIZED, words)


def _cannot_be_stored() -> str:
    return _(
        "Something that was entered cannot be stored: too long, too large, or with invisible"
        " characters. Nothing was saved; go back, shorten or retype it, and try again."
    )
