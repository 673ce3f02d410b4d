"""The database this installation is set to use: a server named by DATABASE_URL, or the embedded."""

import contextlib
import os
from collections.abc import Iterator

from zhuanji.operations import embedded_postgres

NAME = "zhuanji"


def is_embedded() -> bool:
    """Whether this installation looks after its own PostgreSQL."""
    return not os.environ.get("DATABASE_URL")


def start_embedded() -> embedded_postgres.Cluster:
    """Start the embedded server, or attach to the one that runs."""
    from zhuanji.settings import VAR  # noqa: PLC0415 - the settings are made when they are read

    return embedded_postgres.start(VAR / "postgres", database=NAME)


@contextlib.contextmanager
def available() -> Iterator[None]:
    """The database is there inside the block: an embedded one that does not run yet is started."""
    if not is_embedded():
        yield
        return
    cluster = start_embedded()
    try:
        yield
    finally:
        cluster.stop()
