"""What a server that was killed outright left in its data folder."""

import time
from pathlib import Path

_PROC = Path("/proc")
_LEAVES_WITHIN = 60.0


def clear(data: Path) -> None:
    """Wait until the processes of a killed server have left `data`, then remove its lock file.

    PostgreSQL trusts the process number in that file; after a restart of a container the number
    often belongs to somebody else, and the server would refuse to start for ever.
    """
    lock = data / "postmaster.pid"
    if not lock.exists() or not _PROC.is_dir():
        return
    end = time.monotonic() + _LEAVES_WITHIN
    while _server_processes(data):
        if time.monotonic() > end:
            return  # PostgreSQL will say what it thinks of this
        time.sleep(0.02)
    lock.unlink()


def _server_processes(data: Path) -> list[str]:
    return [
        process.name
        for process in _PROC.glob("[0-9]*")
        if _read(process) == ("postgres", str(data))
    ]


def _read(process: Path) -> tuple[str, str]:
    """The name and the working folder of a process; PostgreSQL's all work in their data."""
    try:
        name = (process / "comm").read_text().strip()
        return name, str((process / "cwd").readlink()) if name == "postgres" else ""
    except OSError:  # it ended, or is somebody else's
        return "", ""
