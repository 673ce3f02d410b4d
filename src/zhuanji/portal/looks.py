"""Language and size of letters, as this browser wants them; changing them loses nothing typed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LARGE_COOKIE = "zhuanji_large"
_YEAR = 365 * 24 * 3600
P = ParamSpec("P")


def changes_looks(request: HttpRequest) -> bool:
    """Whether the form was sent only to see its page in another language or size."""
    return bool(_wanted(request))


def remember_looks(request: HttpRequest, response: HttpResponse) -> None:
    for cookie, value in _wanted(request).items():
        response.set_cookie(cookie, value, max_age=_YEAR, samesite="Lax")


def keeps_words(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let the page of a refused form be redrawn with everything in it, without any script.

    The switches on such a page belong to its form. The view is asked again, already in the new
    language and size; it must do nothing but draw when `changes_looks` says so.
    """

    @wraps(view)
    def drawn(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        wanted = _wanted(request)
        request.COOKIES.update(wanted)
        if language := wanted.get(settings.LANGUAGE_COOKIE_NAME):
            translation.activate(language)
        response = view(request, *args, **kwargs)
        remember_looks(request, response)
        return response

    return drawn


def _wanted(request: HttpRequest) -> dict[str, str]:
    """What is to be remembered, by cookie."""
    wanted = {}
    if (language := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        wanted[settings.LANGUAGE_COOKIE_NAME] = language
    if (large := request.POST.get("large", "")) in {"0", "1"}:
        wanted[LARGE_COOKIE] = large
    return wanted
