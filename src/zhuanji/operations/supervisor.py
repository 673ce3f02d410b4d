"""`zhuanji up`: everything an installation needs, on one machine, until Ctrl-C.

First the embedded database (unless DATABASE_URL names a server), then the preparation, then web
server and worker side by side. Whatever ends is started again; PostgreSQL stops last.
"""

import contextlib
import http.client
import os
import signal
import time
from pathlib import Path

import click

from zhuanji.operations import children, database
from zhuanji.operations.children import Child
from zhuanji.operations.embedded_postgres import Cluster, EmbeddedPostgresFailed
from zhuanji.operations.ports import CannotStart, require_free

LOGINS = "demo-logins.txt"  # written by `zhuanji demo` into the installation's folder
_LOOKS_EVERY = 0.1
_STOPS_WITHIN = 20.0
_ANSWERS_WITHIN = 1.0


class Supervisor:
    """Brings an installation up and keeps it up until a signal asks it to stop."""

    def __init__(self, *, address: str, port: int, workers: int, demo: bool) -> None:
        self.address, self.port, self.demo = address, port, demo
        self.web = ("serve", f"--address={address}", f"--port={port}", f"--workers={workers}")
        self.cluster: Cluster | None = None
        self.children: list[Child] = []
        self.stopping = False

    def run(self) -> None:
        """Return when everything has stopped again."""
        self._listen_to_signals()
        require_free(self.address, self.port)
        if not database.is_embedded():
            database.require_answer()
        os.environ.setdefault("ZHUANJI_URL", f"http://localhost:{self.port}")
        try:
            self._keep_database()
            if self._prepare():
                self.children = [Child(self.web), Child(("worker",))]
                self._watch()
        finally:
            children.stop(self.children, within=_STOPS_WITHIN)
            if self.cluster:
                self.cluster.stop()

    def _listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: setattr(self, "stopping", True))

    def _prepare(self) -> bool:
        """Whether the preparation went through; a signal in the middle ends it."""
        preparation = children.spawn("migrate", *(["--demo"] if self.demo else []))
        while preparation.poll() is None:
            if self.stopping:
                preparation.terminate()
            time.sleep(_LOOKS_EVERY)
        if preparation.returncode and not self.stopping:
            raise CannotStart("The preparation failed; the lines above say why.")
        return not self.stopping

    def _watch(self) -> None:
        announced = False
        while not self.stopping:
            self._keep_database()
            for child in self.children:
                child.keep_running()
            if not announced and self._answers():
                announced = True
                self._announce()
            time.sleep(_LOOKS_EVERY)

    def _keep_database(self) -> None:
        if database.is_embedded() and not (self.cluster and self.cluster.alive()):
            try:
                self.cluster = database.start_embedded()
            except EmbeddedPostgresFailed as error:
                if not self.children:
                    raise
                click.echo(str(error))  # the disk may be full: wait for room, and try again

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=_ANSWERS_WITHIN)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        return False

    def _announce(self) -> None:
        from zhuanji.settings import PUBLIC_URL, VAR  # noqa: PLC0415 - read when they are complete

        logins = Path(VAR, LOGINS)
        click.echo(f"\n  Zhuanji is ready: {PUBLIC_URL}/   (data in {VAR}; Ctrl-C stops)\n")
        if logins.exists():
            click.echo(logins.read_text(encoding="utf-8"))
