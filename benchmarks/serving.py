"""A server of our own to be asked, by several clients at once, and what it costs."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_WAIT = 60  # seconds for the server to come up
_TICKS = os.sysconf("SC_CLK_TCK")

# Method, address, body, headers of the n-th request of a client.
Ask = Callable[[int], tuple[str, str, bytes, dict[str, str]]]


@dataclass
class Load:
    """What came of it: how long each answer took, in milliseconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Serve as `zhuanji serve` does; yield port and process id."""
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    words = [sys.executable, "-m", "zhuanji.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(words, env=os.environ)  # noqa: S603 - our own command
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _try in range(_WAIT * 10):
        with closing(socket.socket()) as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not come up.")


def load(port: int, asks: list[Ask], seconds: float) -> Load:
    """Let every client ask, one request after the other on one connection, for so long."""
    outcome = Load(seconds)
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_client, args=(port, ask, until, outcome)) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if outcome.refused:
        raise SystemExit(f"{len(outcome.refused)} refused, the first with {outcome.refused[0]}")
    return outcome


def _client(port: int, ask: Ask, until: float, outcome: Load) -> None:
    line, number = http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0
    while time.monotonic() < until:
        method, address, body, head = ask(number)
        start = time.perf_counter()
        line.request(method, address, body, head)
        answer = line.getresponse()
        answer.read()
        outcome.times.append((time.perf_counter() - start) * 1000)
        if answer.status >= 300:
            outcome.refused.append(answer.status)
        number += 1


def cpu_seconds(root: int) -> float:
    """CPU that a process and all below it have used; 0 where there is no /proc."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        pid = int(stat.parent.name)
        children.setdefault(int(words[1]), []).append(pid)
        used[pid] = sum(map(int, words[11:15])) / _TICKS
    waiting, total = [root], 0.0
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += children.get(pid, [])
    return total


def postmaster() -> int:
    """The process id of the database that a benchmark runs on."""
    from django.db import connection  # noqa: PLC0415 - after the settings are there

    folder = Path(connection.settings_dict["HOST"])
    return int((folder / "postmaster.pid").read_text().split()[0])
