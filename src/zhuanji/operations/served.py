"""Where the web server of this installation serves: written down by it, read by whoever looks."""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """An address that was served when it was written down; whether it still is, ask it."""

    address: str
    port: int
    process: int


@contextlib.contextmanager
def written_down(address: str, port: int) -> Iterator[None]:
    """Say where this process serves, while it does."""
    path = _path()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(asdict(Place(address, port, os.getpid()))), encoding="utf-8")
    draft.replace(path)
    try:
        yield
    finally:
        if (place := where()) is not None and place.process == os.getpid():
            path.unlink(missing_ok=True)


def where() -> Place | None:
    """The place that was written down last, None when nobody serves."""
    try:
        return Place(**json.loads(_path().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _path() -> Path:
    from zhuanji.settings import VAR  # noqa: PLC0415 - the settings are made when they are read

    return VAR / "serving.json"
