"""Whether this server can work, and the icon that browsers ask for unasked."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from psycopg_pool import PoolTimeout


def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """200 when the database answers, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except (Error, PoolTimeout):
        return JsonResponse({"status": "database away"}, status=503)
    return JsonResponse({"status": "ok"})


def favicon(request: HttpRequest) -> HttpResponseRedirect:  # noqa: ARG001 - a view
    """Lead to the icon: whoever opens a picture or a file sees no page that names it."""
    return HttpResponseRedirect(static("desk/mark.svg"))
