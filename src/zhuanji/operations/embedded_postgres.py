"""The embedded PostgreSQL: a data folder served over a unix socket that lives inside it.

Whoever comes first starts it; the others use it while it runs. It ends with the process that
started it, cleanly (a fast shutdown) even when that process is killed. The folder is open to its
owner only, and so is the socket: that is why no password is asked.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from zhuanji.operations import left_behind
from zhuanji.operations.failures import CannotRun
from zhuanji.operations.postgres_programs import identity, programs_for, spawn

USER = "postgres"
SETTINGS = {
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_LONGEST_SOCKET_PATH = 103  # of macOS; Linux takes four more
_STARTS_WITHIN = 300.0  # crash recovery after a heavy import takes its time
_STOPS_WITHIN = 60.0


class EmbeddedPostgresFailed(CannotRun):
    """The embedded server cannot serve this folder; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A served data folder. `process` is None when another process started the server."""

    folder: Path
    process: subprocess.Popen[bytes] | None

    def alive(self) -> bool:
        """Whether it still serves, cheaply when the server is ours."""
        if self.process is None:
            return is_serving(self.folder)
        return self.process.poll() is None

    def stop(self) -> None:
        """Shut our server down; one that another process started goes on."""
        if self.process is None:
            return
        with _starting_and_stopping(self.folder):
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(_STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)  # recovers at the next start
                self.process.wait()


def is_serving(folder: Path) -> bool:
    """Whether a server answers in this folder."""
    try:
        _connect(folder).close()
    except psycopg.OperationalError:
        return False
    return True


def start(folder: Path, *, database: str, settings: Mapping[str, str] = SETTINGS) -> Cluster:
    """Serve `folder`, made when it is not there, with `database` in it; attach when served."""
    folder = folder.resolve()
    _check_length(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _starting_and_stopping(folder):
        process = None if is_serving(folder) else _start_server(folder, settings)
    _make_database(folder, database)
    return Cluster(folder, process)


@contextlib.contextmanager
def serving(
    folder: Path, *, database: str, settings: Mapping[str, str] = SETTINGS
) -> Iterator[Cluster]:
    """`start`, and `stop` in the end."""
    cluster = start(folder, database=database, settings=settings)
    try:
        yield cluster
    finally:
        cluster.stop()


def _connect(folder: Path) -> psycopg.Connection:
    return psycopg.connect(
        host=str(folder), user=USER, dbname="postgres", connect_timeout=5, autocommit=True
    )


def _check_length(folder: Path) -> None:
    socket = folder / ".s.PGSQL.5432"
    if len(os.fsencode(socket)) > _LONGEST_SOCKET_PATH:
        message = (
            f"The path {socket} is longer than a socket's may be ({_LONGEST_SOCKET_PATH} bytes). "
            "Put the data elsewhere by ZHUANJI_VAR, for example ZHUANJI_VAR=~/zhuanji."
        )
        raise EmbeddedPostgresFailed(message)


@contextlib.contextmanager
def _starting_and_stopping(folder: Path) -> Iterator[None]:
    """One at a time, over all processes."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start_server(folder: Path, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    who = identity()
    who.take_over(folder)
    if not (folder / "PG_VERSION").exists():
        _make_data(folder)
    left_behind.clear(folder)
    log = folder.with_name(f"{folder.name}.log")
    options = {**settings, "unix_socket_directories": str(folder), "listen_addresses": ""}
    process = spawn(
        [
            str(programs_for(folder) / "postgres"),
            *("-D", str(folder)),
            *(word for name, value in options.items() for word in ("-c", f"{name}={value}")),
        ],
        log=log,
    )
    _wait_until_it_serves(folder, process, log)
    return process


def _make_data(folder: Path) -> None:
    """Initialise in a folder beside, then rename: a start that is cut short leaves no half."""
    draft = folder.with_name(f"{folder.name}.new")
    log = folder.with_name(f"{folder.name}.log")
    _remove(draft)
    draft.mkdir(mode=0o700)
    identity().take_over(draft)
    # Locale C.UTF-8 is built in: upper and lower case and order do not depend on the machine.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = [str(programs_for(folder) / "initdb"), "-D", str(draft), "-U", USER]
    made = spawn([*command, "--auth=trust", "--encoding=UTF8", *locale], log=log).wait()
    if made != 0:
        raise EmbeddedPostgresFailed(_failure("make its data", log))
    draft.rename(folder)


def _remove(draft: Path) -> None:
    if draft.exists():
        shutil.rmtree(draft)


def _wait_until_it_serves(folder: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while not is_serving(folder):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise EmbeddedPostgresFailed(_failure("start", log))
        time.sleep(0.02)


def _make_database(folder: Path, name: str) -> None:
    with contextlib.closing(_connect(folder)) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            with contextlib.suppress(psycopg.errors.DuplicateDatabase):  # another was first
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def _failure(what: str, log: Path) -> str:
    last = log.read_text(errors="replace").splitlines()[-5:] if log.exists() else []
    hint = (
        ["It runs as user nobody here, who must be able to reach the folder."]
        if identity().user != os.geteuid()
        else []
    )
    return "\n  ".join([f"PostgreSQL could not {what}. The end of {log}:", *last, *hint])
