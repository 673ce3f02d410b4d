"""`zhuanji up`: whatever is killed comes back; whatever was started ends."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 90.0  # for a busy machine; nothing is asserted about time


def eventually(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


class Installation:
    """A whole installation in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "ZHUANJI_VAR": str(self.var)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "zhuanji.cli", "up", "--no-demo", "--workers=1"]
        with (self.var / "log").open("w") as log:
            self.process = subprocess.Popen(
                [*command, f"--port={self.port}"], env=environment, stdout=log, stderr=log
            )
        eventually(lambda: "Zhuanji is ready" in self.log)

    @property
    def log(self) -> str:
        return (self.var / "log").read_text()

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False

    def children(self, named: str = "") -> list[int]:
        parent = self.process.pid
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [pid for pid in map(int, listed) if named in command_of(pid)]

    def kill(self, named: str) -> None:
        (killed,) = self.children(named)
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: self.children(named) not in ([], [killed]))


def command_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    running = Installation(tmp_path_factory.mktemp("up"))
    yield running
    running.process.kill()
    running.process.wait()


def test_an_installation_survives_every_kill_and_ends_in_order(installation: Installation) -> None:
    assert f"http://localhost:{installation.port}/" in installation.log
    for child in ("cli serve", "cli worker", "bin/postgres"):
        installation.kill(child)
        eventually(installation.answers)

    orphans = installation.children()
    installation.process.kill()
    installation.process.wait()
    eventually(lambda: not any(map(command_of, orphans)))

    installation.start()
    assert installation.answers()
    installation.process.terminate()

    assert installation.process.wait(PATIENCE) == 0
    assert not installation.answers()
    last = (installation.var / "postgres.log").read_text().splitlines()[-1]
    assert "database system is shut down" in last


def test_a_port_that_is_taken_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "-m", "zhuanji.cli", "up", f"--port={port}"],
            env={**os.environ, "ZHUANJI_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Error: 127.0.0.1:{port} cannot be served (Address already in use). "
        f"Choose another port, for example: make run PORT={port + 1}\n"
    )
