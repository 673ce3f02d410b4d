"""Whether this server can work, for whatever watches over it."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from psycopg_pool import PoolTimeout


def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """200 when the database answers, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except (Error, PoolTimeout):
        return JsonResponse({"status": "database away"}, status=503)
    return JsonResponse({"status": "ok"})
