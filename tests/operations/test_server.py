"""The one port: what reaches Django, and what is answered before it."""

import asyncio
from typing import IO, Any

import pytest
from django.test import Client

from zhuanji.operations import bodies, server

Messages = list[dict[str, Any]]


def ask(*received: dict[str, Any], path: str = "/echo", query: bytes = b"") -> Messages:
    """Send one request through the application; return what it sent back."""
    sent: Messages = []
    messages = iter(received)
    scope = {"type": "http", "path": path, "query_string": query, "headers": []}

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(server.application(scope, receive, send))
    return sent


def piece(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


@pytest.fixture(autouse=True)
def _echo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that answer with what they were asked."""

    async def echo(scope: dict[str, Any], body: IO[bytes], send: Any) -> None:
        asked = {"query": scope["query_string"], "headers": scope["headers"]}
        await send({**asked, "type": "echo", "path": scope["path"], "body": body.read()})

    monkeypatch.setattr(server, "_pages", echo)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LARGEST", 8)
    monkeypatch.setattr(bodies, "_READ_AND_THROWN_AWAY", 20)


def test_a_query_typed_in_chinese_arrives_encoded() -> None:
    (seen,) = ask(piece(b""), query="search=扣费&page=2".encode())

    assert seen["query"] == b"search=%E6%89%A3%E8%B4%B9&page=2"


def test_a_query_that_is_encoded_already_stays_as_it_is() -> None:
    (seen,) = ask(piece(b""), query=b"search=%E6%89%A3+x")

    assert seen["query"] == b"search=%E6%89%A3+x"


def test_pieces_of_unknown_number_arrive_whole_with_their_length() -> None:
    pieces = [b"x" * 300_000, b"y" * 300_000, b"z"]
    (seen,) = ask(*(piece(part, more=part != b"z") for part in pieces))

    assert seen["body"] == b"".join(pieces)
    assert seen["headers"] == [(b"content-length", b"600001")]


@pytest.mark.usefixtures("_small")
def test_a_person_is_told_that_it_was_too_large_after_all_of_it_was_read() -> None:
    (seen,) = ask(piece(b"123456", more=True), piece(b"789"))

    assert (seen["path"], seen["body"]) == ("/too-large/", b"")
    (desk,) = ask(piece(b"123456789"), path="/desk/complaints/new/")
    assert desk["path"] == "/desk/too-large/"


@pytest.mark.django_db
def test_the_page_says_how_much_fits_in_the_language_of_its_reader() -> None:
    for path in ("/too-large/", "/desk/too-large/"):
        page = Client(headers={"accept-language": "zh-CN"}).get(path)
        assert (page.status_code, "每个不超过 25 MB、合计不超过 60 MB" in page.text) == (413, True)
        assert "返回" in page.text
    english = Client(headers={"accept-language": "en"}).get("/too-large/").text
    assert "60 MB together" in english


@pytest.mark.usefixtures("_small")
def test_a_machine_is_told_so_as_a_problem() -> None:
    (seen,) = ask(piece(b"123456789"), path="/api/v1/complaints")
    answer = Client().get(seen["path"])

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert (problem["type"], problem["code"]) == ("urn:zhuanji:problem:TooLarge", "TooLarge")


@pytest.mark.usefixtures("_small")
def test_what_does_not_end_is_not_read_to_its_end() -> None:
    (seen,) = ask(*(piece(b"123456", more=True) for _ in range(4)))

    assert seen["path"] == "/too-large/"


def test_nobody_is_answered_when_the_client_went_away() -> None:
    assert ask(piece(b"half", more=True), {"type": "http.disconnect"}) == []


def test_it_starts_and_ends_with_its_server() -> None:
    told = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return next(told)

    async def send(message: dict[str, Any]) -> None:
        said.append(message["type"])

    asyncio.run(server.application({"type": "lifespan"}, receive, send))

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
