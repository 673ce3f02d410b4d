"""One listener per process, however many pages are open.

The first page starts it and the last one stops it. Django's connections are never held: a page
stays open for hours, the pool has eight.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.utils import timezone

from zhuanji.desk.live.audience import News, living, shares
from zhuanji.desk.live.subscribers import Subscriber
from zhuanji.history.relay import CHANNEL
from zhuanji.kernel.actors import Actor

RECHECK_EVERY = 4.0  # whoever lost a right hears nothing more within five seconds
_PAUSE = 1.0
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Hub:
    """Listens to the database and tells every subscriber what is theirs to hear."""

    def __init__(self, *, recheck_every: float = RECHECK_EVERY) -> None:
        self.subscribers: set[Subscriber] = set()
        self._recheck_every = recheck_every
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, session_key: str, topics: frozenset[str]) -> Subscriber | None:
        """Return a subscriber, or None when nobody who may listen is behind the session."""
        actor = (await self._living([session_key])).get(session_key)
        if actor is None:
            return None
        subscriber = Subscriber(session_key, actor, topics)
        self.subscribers.add(subscriber)
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._listen()),
                asyncio.create_task(self._recheck()),
            ]
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        self.subscribers.discard(subscriber)
        if not self.subscribers:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(psycopg.Error):
                await self._hear_until_it_breaks()
            await asyncio.sleep(_PAUSE)

    async def _hear_until_it_breaks(self) -> None:
        """Whoever listened before the connection stood may have missed something."""
        async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as heard:
            await heard.execute(f"listen {CHANNEL}")
            self._all_fall_behind()
            async for notice in heard.notifies():
                await self._pass_on(notice.payload)

    async def _pass_on(self, payload: str) -> None:
        try:
            news = News(json.loads(payload)["topics"])
            heard = await _in_thread(shares, {s.actor for s in self.subscribers}, news)
        except Exception:  # noqa: BLE001 - one bad notice must not silence the next
            _log.exception("live news could not be told")
            self._all_fall_behind()
            return
        for subscriber in self.subscribers:
            subscriber.tell(heard.get(subscriber.actor, {}))

    def _all_fall_behind(self) -> None:
        for subscriber in self.subscribers:
            subscriber.fall_behind()

    async def _recheck(self) -> None:
        """Whoever signed out, was closed or got another role is noticed here."""
        while True:
            await asyncio.sleep(self._recheck_every)
            try:
                alive = await self._living([s.session_key for s in self.subscribers])
            except Exception:  # noqa: BLE001 - the next check may succeed
                _log.exception("live sessions could not be checked")
                continue
            for subscriber in self.subscribers:
                actor = alive.get(subscriber.session_key)
                if actor != subscriber.actor:
                    subscriber.end(signed_out=actor is None)

    @staticmethod
    async def _living(session_keys: list[str]) -> dict[str, Actor]:
        return await _in_thread(living, session_keys, at=timezone.now())


async def _in_thread(ask: Callable[..., T], *given: Any, **named: Any) -> T:
    """Ask the database in a thread that gives its connection back at once."""

    def ask_and_give_back() -> T:
        try:
            return ask(*given, **named)
        finally:
            connections.close_all()

    return await sync_to_async(ask_and_give_back, thread_sensitive=False)()


def _address() -> dict[str, Any]:
    """Where Django's database is, for a connection of our own."""
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "service")
    return {name: parameters[name] for name in names if name in parameters}


hub = Hub()
