"""The stream, against a real database that really notifies."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import chen, department, lin, logistics, wang_complains
from zhuanji.desk.live import views
from zhuanji.desk.live.hub import RECHECK_EVERY, Hub
from zhuanji.desk.live.subscribers import Subscriber
from zhuanji.history.actions import record
from zhuanji.history.models import Entry
from zhuanji.history.relay import CHANNEL, relay_batch
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20
T = TypeVar("T")


@pytest.fixture(autouse=True)
def hub(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Hub]:
    """A hub of its own for every test: it lives in that test's event loop."""
    settings.ALLOWED_HOSTS = ["testserver"]
    fresh = Hub(recheck_every=0.05)
    monkeypatch.setattr(views, "hub", fresh)
    yield fresh
    asyncio.run(sync_to_async(connections.close_all)())


def signed_in(user: User) -> AsyncClient:
    client, door = AsyncClient(), Client()
    door.force_login(user)
    client.cookies = door.cookies
    return client


def execute(sql: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def notify(topics: dict[str, int]) -> None:
    execute("select pg_notify(%s, %s)", CHANNEL, json.dumps({"topics": topics}))


async def soon(what: Awaitable[T]) -> T:
    return await asyncio.wait_for(what, PATIENCE)


async def opened(client: AsyncClient, topics: str) -> AsyncIterator[bytes]:
    """The stream, from the moment it listens."""
    answer = await client.get("/events", {"topics": topics})
    assert isinstance(answer, StreamingHttpResponse)
    lines = aiter(answer)
    assert await soon(anext(lines)) == b": welcome\n\n"
    assert b"event: behind\n" in await soon(anext(lines))
    return lines


def test_what_is_recorded_arrives_at_the_pages_that_show_it() -> None:
    complaint = wang_complains()
    relay_batch()  # the relay begins after what happened before it
    name = f"complaint-{complaint.pk}"

    async def watch(client: AsyncClient) -> bytes:
        stream = await opened(client, f"{name},list")
        await sync_to_async(note_something)(complaint.pk)
        return await soon(anext(stream))

    heard = asyncio.run(watch(signed_in(lin())))

    newest = Entry.objects.filter(about=complaint.about).latest("pk").pk
    assert heard == (
        f'event: {name}\ndata: {{"id": {newest}}}\n\nevent: list\ndata: {{"id": {newest}}}\n\n'.encode()
    )


def note_something(complaint_id: int) -> None:
    about = f"complaint/{complaint_id}"
    with transaction.atomic():
        record(kind="complaint.noted", about=about, by=lin().actor, at=timezone.now())
    while not relay_batch():
        pass


def test_a_department_hears_only_of_its_own() -> None:
    ours = wang_complains(place=department())
    theirs = wang_complains(place=logistics())
    one, other = f"complaint-{ours.pk}", f"complaint-{theirs.pk}"

    async def watch(client: AsyncClient) -> bytes:
        stream = await opened(client, f"{one},{other},list")
        await sync_to_async(notify)({other: 8})
        await sync_to_async(notify)({one: 9})
        return await soon(anext(stream))

    heard = asyncio.run(watch(signed_in(chen())))

    assert (
        heard == f'event: {one}\ndata: {{"id": 9}}\n\nevent: list\ndata: {{"id": 9}}\n\n'.encode()
    )


def end_session() -> None:
    Session.objects.all().delete()


def close_account() -> None:
    User.objects.update(is_active=False)


def change_password() -> None:
    user = lin()
    user.set_password("another one")
    user.save()


@pytest.mark.parametrize("end", [end_session, close_account, change_password])
def test_a_stream_ends_when_its_session_does(hub: Hub, end: Callable[[], None]) -> None:
    async def watch(client: AsyncClient) -> list[bytes]:
        stream = await opened(client, "list")
        await sync_to_async(end)()
        return await soon(rest_of(stream))

    rest = asyncio.run(watch(signed_in(lin())))

    assert rest[-1] == b'event: signed-out\ndata: {"id": 0}\n\n'
    assert hub.subscribers == set()


def test_an_open_page_does_not_keep_a_thread() -> None:
    async def open_one() -> threading.Thread:
        async with ThreadSensitiveContext():
            thread = await sync_to_async(threading.current_thread)()
            await anext(views.stream(subscriber))
            thread.join(PATIENCE)
            return thread

    subscriber = Subscriber("key", lin().actor, frozenset({"list"}))
    assert not asyncio.run(open_one()).is_alive()


async def rest_of(stream: AsyncIterator[bytes]) -> list[bytes]:
    return [line async for line in stream]


def move_to_logistics() -> None:
    User.objects.filter(username="chen").update(department=logistics())


def become_an_executive() -> None:
    User.objects.filter(username="chen").update(role=Role.EXECUTIVE)


@pytest.mark.parametrize("change", [move_to_logistics, become_an_executive])
def test_a_stream_ends_when_rights_change_and_the_page_comes_back_with_the_new_ones(
    change: Callable[[], None],
) -> None:
    theirs = wang_complains(place=logistics())

    async def watch(client: AsyncClient) -> tuple[list[bytes], bytes]:
        stream = await opened(client, "list")
        await sync_to_async(change)()
        rest = await soon(rest_of(stream))
        again = await opened(client, "list")
        await sync_to_async(notify)({f"complaint-{theirs.pk}": 5})
        return rest, await soon(anext(again))

    rest, heard = asyncio.run(watch(signed_in(chen())))

    assert [line for line in rest if b"signed-out" in line] == []
    assert heard == b'event: list\ndata: {"id": 5}\n\n'
    assert RECHECK_EVERY < 5  # what the rest of a real stream waits at most


def test_a_lost_database_connection_makes_pages_ask_anew() -> None:
    async def watch(client: AsyncClient) -> tuple[bytes, bytes]:
        stream = await opened(client, "list")
        await sync_to_async(execute)(
            "select pg_terminate_backend(pid) from pg_stat_activity where query = %s",
            f"listen {CHANNEL}",
        )
        behind = await soon(anext(stream))
        await sync_to_async(notify)({"complaint-1": 3})
        return behind, await soon(anext(stream))

    assert asyncio.run(watch(signed_in(lin()))) == (
        b"event: behind\ndata: {}\n\n",
        b'event: list\ndata: {"id": 3}\n\n',
    )


@pytest.mark.parametrize("payload", ["nonsense", "{}", '{"topics": 3}', "[]"])
def test_a_notice_that_cannot_be_read_makes_pages_ask_anew(payload: str) -> None:
    async def watch(client: AsyncClient) -> bytes:
        stream = await opened(client, "list")
        await sync_to_async(execute)("select pg_notify(%s, %s)", CHANNEL, payload)
        return await soon(anext(stream))

    assert asyncio.run(watch(signed_in(lin()))) == b"event: behind\ndata: {}\n\n"


def test_a_reader_who_leaves_is_forgotten_and_the_last_one_stops_the_listening(hub: Hub) -> None:
    async def visit(client: AsyncClient) -> None:
        stream = await opened(client, "list")
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(visit(signed_in(lin())))

    assert (hub.subscribers, hub._tasks) == (set(), [])


def test_pages_share_one_listener_until_the_last_one_leaves(hub: Hub) -> None:
    async def watch(client: AsyncClient) -> bytes:
        one = await opened(client, "list")
        answer = await client.get("/events", {"topics": "list"})
        assert isinstance(answer, StreamingHttpResponse)
        other = aiter(answer)
        await soon(anext(other))
        assert len(hub._tasks) == 2
        await one.aclose()
        await sync_to_async(notify)({"complaint-1": 3})
        return await soon(anext(other))

    assert asyncio.run(watch(signed_in(lin()))) == b'event: list\ndata: {"id": 3}\n\n'


def test_a_check_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def watch(client: AsyncClient) -> bytes:
        stream = await opened(client, "list")
        await sync_to_async(execute)("alter table django_session rename to gone")
        while not caplog.records:  # noqa: ASYNC110 - a log tells nobody that it was written to
            await asyncio.sleep(0.01)
        await sync_to_async(execute)("alter table gone rename to django_session")
        await sync_to_async(notify)({"complaint-1": 3})
        return await soon(anext(stream))

    with caplog.at_level(logging.ERROR, logger="zhuanji.desk.live.hub"):
        heard = asyncio.run(watch(signed_in(lin())))

    assert heard == b'event: list\ndata: {"id": 3}\n\n'


def test_a_quiet_stream_breathes() -> None:
    async def listen() -> bytes:
        subscriber = Subscriber("key", lin_actor, frozenset({"list"}))
        stream = views.stream(subscriber, heartbeat=0.01)
        await anext(stream)
        return (await soon(anext(stream))).encode()

    lin_actor = lin().actor
    assert asyncio.run(listen()) == b":\n\n"


def test_a_slow_reader_is_told_only_the_newest() -> None:
    async def listen() -> dict[str, int]:
        subscriber = Subscriber("key", lin_actor, frozenset({"list", "complaint-1"}))
        for entry in range(1000):
            subscriber.tell({"list": entry, "complaint-1": 1, "complaint-2": entry})
        return await subscriber.next(within=PATIENCE)

    lin_actor = lin().actor
    assert asyncio.run(listen()) == {"list": 999, "complaint-1": 1}


def answer_to(client: AsyncClient, topics: str) -> int:
    async def ask() -> int:
        return (await client.get("/events", {"topics": topics})).status_code

    return asyncio.run(ask())


def test_nobody_listens_without_signing_in() -> None:
    assert answer_to(AsyncClient(), "list") == 401


@pytest.mark.parametrize("topics", ["", "LIST", "list\n", "a b", "complaint-x", "../../", "\0"])
def test_a_topic_that_cannot_exist_is_refused(topics: str) -> None:
    assert answer_to(signed_in(lin()), topics) == 400


def test_a_full_house_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_PAGES", 0)

    assert answer_to(signed_in(lin()), "list") == 503


def test_a_server_without_an_event_loop_does_not_stream() -> None:
    client = Client()
    client.force_login(lin())

    assert client.get("/events", {"topics": "list"}).status_code == 503
