"""Request bodies are taken in whole before a thread is spent on them.

A phone on a bad line may need a minute for its photos; waiting for it costs the event loop next to
nothing, but one of a few threads if the pages had to wait themselves. What is too large is read to
its end and thrown away, so that the browser shows the answer instead of a broken connection.
"""

from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LARGEST = 64 * 2**20
_READ_AND_THROWN_AWAY = 512 * 2**20
_IN_MEMORY = 2**20


class TooLarge(Exception):
    """The body is larger than anything we take."""


class Disconnected(Exception):
    """The client went away in the middle."""


class Body:
    """A body that was received, to be read by the pages."""

    def __init__(self) -> None:
        self.content: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - see close
        self.size = 0

    def close(self) -> None:
        self.content.close()

    async def take(self, receive: Receive) -> None:
        """Receive all of it. Raises TooLarge or Disconnected."""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            more = message.get("more_body", False)
            self._keep(message.get("body", b""))
            if self.size > _READ_AND_THROWN_AWAY:
                break
        if self.size > LARGEST:
            raise TooLarge
        self.content.seek(0)

    def _keep(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size <= LARGEST:
            self.content.write(chunk)
