"""`zhuanji serve`: the web server."""

import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from zhuanji.operations.served import written_down

_LETS_STREAMS_GO = 3  # seconds; an open event stream would otherwise hold the server up for ever


def serve(*, address: str, port: int, workers: int) -> None:
    """Serve on one port until SIGTERM or SIGINT; a worker that dies is replaced."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
    server = Server(
        "zhuanji.operations.server:application",
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_LETS_STREAMS_GO,
    )
    with written_down(address, port):
        server.serve()
