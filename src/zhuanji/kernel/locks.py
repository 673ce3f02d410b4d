"""Making two deliveries of the same thing wait for each other."""

from django.db import connection


def lock_until_commit(name: str) -> None:
    """Hold the lock called `name` until this transaction ends; wait for whoever holds it now."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
