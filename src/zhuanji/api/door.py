"""What every request to the API passes before a view sees it.

In this order: size and kind, who asks, how often, the body read, with an Idempotency-Key its
effect once.
"""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from psycopg_pool import PoolTimeout

from zhuanji.api import problems, rates, scopes
from zhuanji.api.actions import answer_once
from zhuanji.api.authentication import Machine, actor_of
from zhuanji.api.reading import read_json, require_readable
from zhuanji.api.refusals import (
    Accident,
    BeyondTokens,
    KeyUnusable,
    NoSuchAddress,
    TooLarge,
    TooManyRequests,
    Unavailable,
    Unreadable,
    Unstorable,
    WrongMethod,
)
from zhuanji.kernel.errors import DomainError, NotAllowed

View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DATABASE_IS_AWAY = (OperationalError, InterfaceError, PoolTimeout)
_KEY_LIMIT = 255
_MEANT: tuple[tuple[Any, type[DomainError]], ...] = (
    (RequestDataTooBig, TooLarge),
    ((MultiPartParserError, SuspiciousOperation, UnreadablePostError), Unreadable),
    (DataError, Unstorable),
)
_log = logging.getLogger(__name__)


def guarded(view: View) -> View:
    """Return the view behind the door."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return _enter(cast("Machine", request), lambda: view(request, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, a machine gets a problem document
            return answer_to(error)

    return enter


def no_such_address(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return problems.answer(NoSuchAddress())


def too_large(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """What the server answers in the place of a body that it did not take in."""
    return problems.answer(TooLarge())


no_such_address.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is done here


def answer_to(error: Exception) -> HttpResponse:
    """Say no as a problem document; an accident is told to us, not to whoever asked."""
    if type(error) is NotAllowed:  # it speaks of a role, and a machine has none
        return problems.answer(BeyondTokens())
    if isinstance(error, DomainError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None  # noqa: PLR2004
        return problems.answer(error, headers)
    if isinstance(error, DATABASE_IS_AWAY):
        return problems.answer(Unavailable(), {"Retry-After": "30"})
    for kinds, refusal in _MEANT:
        if isinstance(error, kinds):
            return problems.answer(refusal())
    _log.error("accident in the API", exc_info=error)
    return problems.answer(Accident())


def _enter(request: Machine, view: Callable[[], HttpResponse]) -> HttpResponse:
    takes_files = request.path.endswith("/evidence")
    require_readable(request, takes_files=takes_files)
    if "%00" in request.META["QUERY_STRING"] or "\x00" in request.path:
        raise Unstorable
    request.actor = actor_of(request, at=timezone.now())
    allowance = rates.spend(request.actor)
    if not allowance.granted:
        headers = {**allowance.headers, "Retry-After": str(allowance.resets_in)}
        return problems.answer(TooManyRequests(), headers)
    try:
        scopes.require(request.actor, method=request.method or "", path=request.path)
        response = _within_allowance(request, view, takes_files=takes_files)
    except Exception as error:  # noqa: BLE001 - refused requests count, and are told what is left
        response = answer_to(error)
    for name, value in allowance.headers.items():
        response.headers[name] = value
    return response


def _within_allowance(
    request: Machine, view: Callable[[], HttpResponse], *, takes_files: bool
) -> HttpResponse:
    if not takes_files and request.body:
        # One bad item of many is refused by itself, where the items are read.
        is_bulk = request.path.endswith("/complaints/bulk")
        request.given = read_json(request.body, apart="complaints" if is_bulk else "")
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method in SAFE:
        return _answered(view())
    if not 0 < len(key) <= _KEY_LIMIT or not (key.isascii() and key.isprintable()):
        raise KeyUnusable
    return answer_once(
        by=request.actor,
        at=timezone.now(),
        key=key,
        fingerprint=_fingerprint(request, takes_files=takes_files),
        act=lambda: _answered(view()),
    )


def _answered(response: HttpResponse) -> HttpResponse:
    if not isinstance(response, HttpResponseNotAllowed):
        return response
    return problems.answer(WrongMethod(), {"Allow": response.headers["Allow"]})


def _fingerprint(request: Machine, *, takes_files: bool) -> str:
    """The same request again has the same; of files the bytes count."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not takes_files:
        digest.update(request.body)
        return digest.hexdigest()
    for file in request.FILES.getlist("files"):
        digest.update(f"\n{file.name} {file.size}\n".encode())
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()
