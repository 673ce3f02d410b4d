"""One port for everything: pages and the API on Django's WSGI side, live events on its ASGI side.

A page costs two to fifteen times more CPU through Django's ASGI handler, and an event stream would
hold a thread for hours on the WSGI one; so each request goes to the side that suits it.
"""

import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any
from urllib.parse import quote_from_bytes

from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from zhuanji.operations.bodies import (
    Body,
    Disconnected,
    Message,
    Receive,
    Send,
    TooLarge,
)
from zhuanji.operations.pages import Pages
from zhuanji.operations.parentage import die_with_parent

Scope = dict[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]

THREADS = int(os.environ.get("ZHUANJI_THREADS", "4"))  # each may hold one database connection
PATIENCE = "10s"
_EVENTS = "/events"
_DOORS = ("/api/", "/desk/")
_ASCII = bytes(range(0x21, 0x7F)).decode()

if (_parent := multiprocessing.parent_process()) is not None and _parent.pid is not None:
    # A worker whose server was killed would go on holding the port.
    die_with_parent(_parent.pid, signal.SIGKILL)
    # Nobody waits longer for a page; a statement that runs away must not hold up the others.
    os.environ["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} -c statement_timeout={PATIENCE}"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
_wsgi: Any = get_wsgi_application()  # three libraries write the same protocols in three ways
_pages = Pages(_wsgi, threads=THREADS)
_events: Application = get_asgi_application()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application that `zhuanji serve` runs."""

    async def receive_in_coroutine() -> Message:  # the server's own is no coroutine function
        return await receive()

    if scope["type"] == "lifespan":
        await _live(receive_in_coroutine, send)
    elif scope["path"].startswith(_EVENTS):
        await _events(scope, receive_in_coroutine, send)
    else:
        await _answer(_with_ascii_query(scope), receive_in_coroutine, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    body = Body()
    try:
        await body.take(receive)
        await _pages(_with_length(scope, body.size), body.content, send)
    except TooLarge:
        await _pages(_refusal_of(scope), BytesIO(), _closing(send))
    except Disconnected:
        pass
    finally:
        body.close()


def _refusal_of(scope: Scope) -> Scope:
    """Ask instead for the page that says so, in the same reader's language and at the same door."""
    door = next((door for door in _DOORS if scope["path"].startswith(door)), "/")
    path = f"{door}too-large/"
    about_body = (b"content-length", b"content-type", b"transfer-encoding")
    kept = [(name, value) for name, value in scope["headers"] if name not in about_body]
    asked = {"method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    return {**scope, **asked, "headers": kept}


def _closing(send: Send) -> Send:
    """What is still on its way is not waited for."""

    async def send_and_close(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return send_and_close


async def _live(receive: Receive, send: Send) -> None:
    message: Message = {}
    while message.get("type") != "lifespan.shutdown":
        message = await receive()
        await send({"type": f"{message['type']}.complete"})


def _with_length(scope: Scope, size: int) -> Scope:
    """What came in chunks of unknown number has a length now; without one Django reads nothing."""
    if not size:
        return scope
    lengths = (b"content-length", b"transfer-encoding")
    kept = [(name, value) for name, value in scope["headers"] if name not in lengths]
    return {**scope, "headers": [*kept, (b"content-length", str(size).encode())]}


def _with_ascii_query(scope: Scope) -> Scope:
    """`?search=扣费` typed without percent signs reaches Django as if it had been encoded."""
    if scope["query_string"].isascii():
        return scope
    return {**scope, "query_string": quote_from_bytes(scope["query_string"], _ASCII).encode()}
