"""The same words from the same browser within an hour: asked about before they count twice."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhuanji.complaints.models import Complaint
from zhuanji.portal.page import token_of

_COOKIE = "submitted"
_PATH = "/complain/"
_HOUR = 3600
_MOST = 5


def twin_of(request: HttpRequest, account: str) -> str:
    """The number that this browser got for the same words before, "" when there is none.

    The same form sent once more is no second complaint, and so has no twin.
    """
    number, token = _kept(request).get(_digest(account), ("", ""))
    return "" if token == token_of(request) else number


def remember(request: HttpRequest, response: HttpResponse, complaint: Complaint) -> None:
    """Note what this browser handed in."""
    kept = _kept(request)
    kept[_digest(complaint.account)] = (complaint.number, token_of(request))
    response.set_signed_cookie(
        _COOKIE,
        json.dumps(dict(list(kept.items())[-_MOST:])),
        salt=_COOKIE,
        max_age=_HOUR,
        path=_PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(_COOKIE, path=_PATH)


def _kept(request: HttpRequest) -> dict[str, tuple[str, str]]:
    kept = request.get_signed_cookie(_COOKIE, default="", salt=_COOKIE, max_age=_HOUR)
    return {key: (number, token) for key, (number, token) in json.loads(kept or "{}").items()}


def _digest(account: str) -> str:
    return hashlib.sha256(" ".join(account.split()).encode()).hexdigest()[:24]
