"""Processes that are to run for ever, and are started again whenever they end."""

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

import click

SETTLED_AFTER = 10.0
PAUSE, PAUSE_WHEN_UNSETTLED = 0.1, 1.0  # a child that keeps failing does not eat the machine


def spawn(*words: str) -> subprocess.Popen[bytes]:
    """Start one of our own commands, away from the terminal's Ctrl-C, to end when we end."""
    command = [sys.executable, "-m", "zhuanji.cli", *words, f"--parent={os.getpid()}"]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own command


@dataclass
class Child:
    """One of our commands, kept running. Its exit code does not matter: it is not to end."""

    words: tuple[str, ...]
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)
    rests_until: float = 0.0

    def __post_init__(self) -> None:
        self._start()

    def keep_running(self) -> None:
        """Start it again when it has ended: at once, or after a pause when it had hardly begun."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self.rests_until:
            click.echo(f"{self.words[0]} ended ({self.process.returncode}), starting it again")
            settled = now - self.started > SETTLED_AFTER
            self.rests_until = now + (PAUSE if settled else PAUSE_WHEN_UNSETTLED)
        elif now >= self.rests_until:
            self._start()

    def _start(self) -> None:
        self.process, self.started, self.rests_until = spawn(*self.words), time.monotonic(), 0.0


def stop(children: list[Child], *, within: float) -> None:
    """Ask all to finish, and end those that have not finished in time."""
    end = time.monotonic() + within
    for child in children:
        child.process.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(end - time.monotonic(), 0))
        child.process.kill()
        child.process.wait()
