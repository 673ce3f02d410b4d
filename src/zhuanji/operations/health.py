"""What is well with an installation and what is not, for the person who looks after it."""

import http.client
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from zhuanji.complaints.queries.clock_health import clock_health
from zhuanji.operations import database, served
from zhuanji.operations.durability import UnsafeDatabase, require_durable
from zhuanji.operations.embedded_postgres import is_serving

SILENT_AFTER = timedelta(seconds=60)
LEAST_FREE = 2**30
_ANSWERS_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    well: bool
    detail: str


def examine(*, at: datetime) -> Iterator[Finding]:
    """Look at everything; nothing is changed."""
    yield _disk()
    yield _web()
    if database.is_embedded() and not is_serving(settings.VAR / "postgres"):
        yield Finding("database", well=False, detail="does not run: zhuanji up starts it")
        return
    try:
        connection.ensure_connection()
    except OperationalError as error:
        yield Finding("database", well=False, detail=f"does not answer: {error}".strip())
        return
    yield _database()
    yield (tables := _tables())
    if tables.well:
        yield _worker(at)
        yield _jobs()
        yield _clock(at)


def _clock(at: datetime) -> Finding:
    """Deadlines that are due are acted on within seconds; what waits longer is late in silence."""
    found = clock_health(at=at)
    behind = at - found.oldest if found.oldest else timedelta()
    words = f"{found.waiting} steps due and not taken, {found.fired} taken in the last hour"
    if found.p95 is not None and found.most is not None:
        lag = (
            f"{found.p95.total_seconds():.1f} s at p95, {found.most.total_seconds():.1f} s at most"
        )
        words = f"{words}, late by {lag}"
    return Finding("clock", behind < SILENT_AFTER, words)


def _disk() -> Finding:
    free = shutil.disk_usage(settings.VAR).free
    return Finding("disk", free > LEAST_FREE, f"{free / 2**30:.1f} GB free for {settings.VAR}")


def _web() -> Finding:
    """Ask the server that wrote down where it serves, and believe only its answer."""
    at = served.where()
    if at is None:
        return Finding("web", well=False, detail="does not run: start it by zhuanji serve")
    status = _asked(at)
    well = status == http.client.OK
    answer = f"answers {status}" if status else "does not answer"
    return Finding("web", well, f"{at.address}:{at.port} {answer}, process {at.process}")


def _asked(at: served.Place) -> int:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(at.address, at.address)  # noqa: S104 - read, not bound
    connection = http.client.HTTPConnection(address, at.port, timeout=_ANSWERS_WITHIN)
    try:
        connection.request("GET", "/healthz", headers={"Host": _host()})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _host() -> str:
    named = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return named[0] if named else "localhost"


def _database() -> Finding:
    try:
        require_durable()
    except UnsafeDatabase as error:
        return Finding("database", well=False, detail=str(error))
    version = connection.cursor().execute("SHOW server_version").fetchone()[0]
    return Finding("database", well=True, detail=f"PostgreSQL {version}, keeps what it accepts")


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    detail = f"{len(missing)} migrations to apply: zhuanji migrate" if missing else "up to date"
    return Finding("tables", not missing, detail)


def _worker(at: datetime) -> Finding:
    newest = ProcrastinateWorker.objects.order_by("-last_heartbeat").first()
    if newest is None or at - newest.last_heartbeat > SILENT_AFTER:
        return Finding("worker", well=False, detail="none at work: start one by zhuanji worker")
    silence = (at - newest.last_heartbeat).total_seconds()
    return Finding("worker", well=True, detail=f"last heard of {silence:.0f} s ago")


def _jobs() -> Finding:
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    return Finding("jobs", not failed, f"{failed} failed for good" if failed else "none failed")
