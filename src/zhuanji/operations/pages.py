"""Django's WSGI side behind the ASGI port: a request goes to a thread once and comes back once.

Only an answer that is a stream (a file, an export) crosses piece by piece, each as soon as the
client has taken the one before.
"""

import asyncio
import contextvars
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from a2wsgi.wsgi import build_environ

from zhuanji.operations.bodies import Message, Send

Wsgi = Callable[[dict[str, Any], Callable[..., None]], Iterable[bytes]]


class Pages:
    """An application that answers in a few threads; each may hold one database connection."""

    def __init__(self, wsgi: Wsgi, *, threads: int) -> None:
        self._wsgi = wsgi
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: dict[str, Any], body: IO[bytes], send: Send) -> None:
        """Answer one request whose body is there."""
        loop = asyncio.get_running_loop()
        environ: Any = build_environ(scope, body)  # type: ignore[arg-type]  # any readable file will do

        async def send_in_coroutine(
            message: Message,
        ) -> None:  # the server's own is no coroutine function
            await send(message)

        def send_now(message: Message) -> None:
            asyncio.run_coroutine_threadsafe(send_in_coroutine(message), loop).result()

        context = contextvars.copy_context()
        for message in await loop.run_in_executor(
            self._threads, context.run, self._answer, environ, send_now
        ):
            await send(message)

    def _answer(
        self, environ: dict[str, Any], send_now: Callable[[Message], None]
    ) -> list[Message]:
        """Return what is to be sent; a stream is on its way already, but for its end."""
        head: list[Message] = []
        pieces = self._wsgi(environ, lambda status, headers: head.append(_start(status, headers)))
        try:
            if not getattr(pieces, "streaming", True):
                return [*head, _body(b"".join(pieces))]
            send_now(*head)
            for piece in pieces:
                send_now({**_body(piece), "more_body": True})
        finally:
            getattr(pieces, "close", lambda: None)()
        return [_body(b"")]


def _start(status: str, headers: list[tuple[str, str]]) -> Message:
    encoded = [
        (name.strip().encode("latin1").lower(), value.strip().encode("latin1"))
        for name, value in headers
    ]
    return {
        "type": "http.response.start",
        "status": int(status.split(" ", 1)[0]),
        "headers": encoded,
    }


def _body(content: bytes) -> Message:
    return {"type": "http.response.body", "body": content}
