"""Whether a port can be served, asked before anything else is begun."""

import socket

from zhuanji.operations.failures import CannotRun


class CannotStart(CannotRun):
    """The installation cannot be brought up; the message says why and what to do."""


def require_free(address: str, port: int) -> None:
    """Raise CannotStart when somebody serves this port already, or the address is not ours.

    The server itself would share a port with another of its kind, and take half of its visitors.
    """
    try:
        family, _kind, _proto, _name, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise CannotStart(
            f"{address}:{port} cannot be served ({error.strerror or error}). {_advice(error, port)}"
        ) from error


def _advice(error: OSError, port: int) -> str:
    if isinstance(error, socket.gaierror) or error.errno in _NOT_OURS:
        return "Choose an address of this machine: --address 127.0.0.1, or 0.0.0.0 for all of them."
    return f"Choose another port, for example: make run PORT={port + 1}"


_NOT_OURS = frozenset({99, 49})  # EADDRNOTAVAIL of Linux and macOS
