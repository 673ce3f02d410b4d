"""One port for everything: pages and the API on Django's WSGI side, live events on its ASGI side.

A page costs two to fifteen times more CPU through Django's ASGI handler, and an event stream would
hold a thread for hours on the WSGI one; so each request goes to the side that suits it.
"""

import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from zhuanji.operations.parentage import die_with_parent

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

THREADS = int(os.environ.get("ZHUANJI_THREADS", "4"))  # each may hold one database connection
_EVENTS = "/events"
_ASCII = bytes(range(0x21, 0x7F)).decode()

if (_parent := multiprocessing.parent_process()) is not None and _parent.pid is not None:
    # A worker whose server was killed would go on holding the port.
    die_with_parent(_parent.pid, signal.SIGKILL)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
_pages = WSGIMiddleware(get_wsgi_application(), workers=THREADS)
_events = get_asgi_application()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application that `zhuanji serve` runs."""

    async def receive_in_coroutine() -> Message:  # the server's own is no coroutine function
        return await receive()

    if scope["type"] == "lifespan":
        await _live(receive_in_coroutine, send)
    elif scope["path"].startswith(_EVENTS):
        await _events(scope, receive_in_coroutine, send)
    else:
        await _pages(_with_ascii_query(scope), receive_in_coroutine, send)


async def _live(receive: Receive, send: Send) -> None:
    message: Message = {}
    while message.get("type") != "lifespan.shutdown":
        message = await receive()
        await send({"type": f"{message['type']}.complete"})


def _with_ascii_query(scope: Scope) -> Scope:
    """`?search=扣费` typed without percent signs reaches Django as if it had been encoded."""
    if scope["query_string"].isascii():
        return scope
    return {**scope, "query_string": quote_from_bytes(scope["query_string"], _ASCII).encode()}
