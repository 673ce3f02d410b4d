"""A complaint that was accepted must survive a power cut; some settings of a server give that up."""

import os

from django.db import connection
from django.db.backends.utils import CursorWrapper

from zhuanji.operations.failures import CannotRun

# With any of these off, a server loses what it acknowledged when the power fails.
REQUIRED = ("fsync", "full_page_writes", "synchronous_commit")
OVERRIDE = "ZHUANJI_ALLOW_FORGETFUL_DATABASE"
_OLDEST = 150_000


class UnsafeDatabase(CannotRun):
    """The database server would lose accepted complaints, or is too old."""


def require_durable() -> None:
    """Refuse a server whose settings lose accepted complaints, naming what to change."""
    if os.environ.get(OVERRIDE) == "1":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        version = cursor.fetchone()[0]
        off = [name for name in REQUIRED if _setting(cursor, name) == "off"]
    if version < _OLDEST:
        raise UnsafeDatabase(f"PostgreSQL 15 or newer is needed; this is {version // 10_000}.")
    if off:
        raise UnsafeDatabase(
            f"The database server runs with {', '.join(f'{name}=off' for name in off)}: complaints "
            "it has accepted would be lost when the power fails. Turn it on in postgresql.conf and "
            f"reload, or set {OVERRIDE}=1 for a server whose contents do not matter."
        )


def _setting(cursor: CursorWrapper, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])
