"""The reader's language: a cookie, which a person's own choice fills when it is missing."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from zhuanji.staff.models import User

R = TypeVar("R", bound=HttpResponseBase)


def remember_language_of(user: User, request: HttpRequest, response: R) -> R:
    """Greet a person in their language, unless another was chosen on this computer."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        set_language_cookie(response, user.language)
    return response


def set_language_cookie(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HTTPS,
    )
