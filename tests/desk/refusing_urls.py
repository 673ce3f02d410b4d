"""Addresses whose views refuse or fail in every way a view can."""

from collections.abc import Callable
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db import DataError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound, Stale
from zhuanji.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

REASONS: dict[str, Callable[[], Exception]] = {
    "not-allowed": NotAllowed,
    "not-found": NotFound,
    "stale": Stale,
    "forbidden": PermissionDenied,
    "invalid": lambda: Invalid({"account": "Say <b>what</b>.", "phone": "Check the number."}),
    "too-long": lambda: DataError("value too long for type character varying(20)"),
    "away": lambda: OperationalError("the server closed the connection"),
    "accident": lambda: RuntimeError("secret words"),
}


def refuse(_request: HttpRequest, reason: str) -> NoReturn:
    error = REASONS[reason]()
    raise error


def echo(request: HttpRequest) -> HttpResponse:
    """Ask the database for what was sent, as an unwary query would."""
    with connection.cursor() as cursor:
        cursor.execute("select %s::text", [request.POST.get("words", request.GET.get("words"))])
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [
    path("desk/refuse/<str:reason>/", refuse),
    path("desk/echo/", echo),
    path("desk/", include("zhuanji.desk.urls")),
]
