"""Django's WSGI side behind the port: what comes back, and in how many pieces."""

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from zhuanji.operations.pages import Pages

SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "path": "/扣费",
    "query_string": b"a=1",
    "headers": [(b"content-type", b"text/plain"), (b"content-length", b"4")],
}
Start = Callable[..., None]


class Answer(list[bytes]):
    """What Django's WSGI handler returns, as far as a server looks at it."""

    streaming = False
    closed_in = ""

    def close(self) -> None:
        self.closed_in = threading.current_thread().name


class Stream(Answer):
    streaming = True


def ask(wsgi: Callable[[dict[str, Any], Start], Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Pages(wsgi, threads=1)(SCOPE, io.BytesIO(b"body"), send))
    return sent


def start(*headers: tuple[str, str]) -> dict[str, Any]:
    encoded = [(name.encode(), value.encode()) for name, value in headers]
    return {"type": "http.response.start", "status": 201, "headers": encoded}


def test_a_page_comes_back_as_its_head_and_one_body() -> None:
    answer = Answer([b"one", b"two"])

    def wsgi(environ: dict[str, Any], start_response: Start) -> Answer:
        start_response("201 Created", [("Content-Type", environ["CONTENT_TYPE"])])
        return answer

    assert ask(wsgi) == [
        start(("content-type", "text/plain")),
        {"type": "http.response.body", "body": b"onetwo"},
    ]
    assert answer.closed_in.startswith("pages")


def test_a_request_reaches_django_as_it_was_sent() -> None:
    def wsgi(environ: dict[str, Any], start_response: Start) -> Answer:
        start_response("201 Created", [])
        path = environ["PATH_INFO"].encode("latin1")
        return Answer([path, environ["QUERY_STRING"].encode(), environ["wsgi.input"].read()])

    assert ask(wsgi)[1]["body"] == "/扣费a=1body".encode()


def test_a_stream_is_sent_piece_by_piece() -> None:
    def wsgi(_environ: dict[str, Any], start_response: Start) -> Stream:
        start_response("201 Created", [])
        return Stream([b"one", b"two"])

    assert ask(wsgi) == [
        start(),
        {"type": "http.response.body", "body": b"one", "more_body": True},
        {"type": "http.response.body", "body": b"two", "more_body": True},
        {"type": "http.response.body", "body": b""},
    ]


def test_a_stream_that_breaks_is_not_ended_as_if_it_were_whole() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise OSError("disk")

    def wsgi(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
        start_response("201 Created", [])
        return pieces()

    with pytest.raises(OSError, match="disk"):
        ask(wsgi)
