"""What must be true before the first request: translations compiled, tables there, safe settings."""

from django.core.management import call_command
from django.db import connection

from zhuanji.operations import translations
from zhuanji.operations.durability import require_durable

_ONE_AT_A_TIME = 7_283_001  # the advisory lock of whoever migrates


def prepare() -> None:
    """Bring translations and tables up to date; refuse a database that forgets what it accepted."""
    translations.compile_changed()
    require_durable()
    migrate()


def migrate() -> None:
    """Apply what is new. Two machines that start together wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])


def is_empty() -> bool:
    """Whether nobody works here yet, so that the demo company may move in."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - after the apps are loaded

    return not get_user_model().objects.exists()
