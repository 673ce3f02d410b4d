"""The database this installation is set to use: a server named by DATABASE_URL, or the embedded."""

import contextlib
import os
import time
from collections.abc import Iterator

from zhuanji.operations import embedded_postgres
from zhuanji.operations.failures import CannotRun

NAME = "zhuanji"
_PATIENCE = 6.0  # seconds: a server that starts beside us may be a little later
_ONE_TRY = 3
_PAUSE = 0.5


class NoDatabase(CannotRun):
    """The server that DATABASE_URL names does not answer."""


def is_embedded() -> bool:
    """Whether this installation looks after its own PostgreSQL."""
    return not os.environ.get("DATABASE_URL")


def start_embedded() -> embedded_postgres.Cluster:
    """Start the embedded server, or attach to the one that runs."""
    from zhuanji.settings import VAR  # noqa: PLC0415 - the settings are made when they are read

    return embedded_postgres.start(VAR / "postgres", database=NAME)


def require_answer() -> None:
    """Wait a few seconds for the server of DATABASE_URL. Raises NoDatabase with what it said."""
    import psycopg  # noqa: PLC0415 - the supervisor stays small

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=_ONE_TRY).close()
        except psycopg.Error as error:
            if time.monotonic() > end:
                why = " ".join(str(error).split())
                raise NoDatabase(
                    f"The database of DATABASE_URL does not answer: {why}. Start it, or correct"
                    " DATABASE_URL; without it the embedded PostgreSQL is used."
                ) from error
            time.sleep(_PAUSE)
        else:
            return


@contextlib.contextmanager
def available() -> Iterator[None]:
    """The database is there inside the block: an embedded one that does not run yet is started.

    Raises NoDatabase, embedded_postgres.EmbeddedPostgresFailed.
    """
    if not is_embedded():
        require_answer()
        yield
        return
    cluster = start_embedded()
    try:
        yield
    finally:
        cluster.stop()
