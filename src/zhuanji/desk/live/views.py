"""/events: what changes, as it changes, for as long as the page is open."""

import json
import re
from collections.abc import AsyncIterator
from http import HTTPStatus

from asgiref.sync import SyncToAsync
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from zhuanji.desk.live.hub import hub
from zhuanji.desk.live.subscribers import BEHIND, SIGNED_OUT, Subscriber

HEARTBEAT = 15.0
MOST_TOPICS = 60
MOST_PAGES = 1000  # beyond it one process tells its news late
_TOPIC = re.compile(r"[a-z]{1,30}(-[0-9]{1,18})?")


async def events(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events named by topic, with the id of the newest line of its story.

    401 without a living session; 400 when no topic is asked that could exist; 503 where a stream
    would hold a thread for hours (a server without an event loop) or the house is full.
    """
    if not isinstance(request, ASGIRequest) or len(hub.subscribers) >= MOST_PAGES:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    topics = topics_in(request.GET.get("topics", ""))
    if not topics:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    subscriber = await hub.join(request.session.session_key or "", topics)
    if subscriber is None:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return StreamingHttpResponse(
        stream(subscriber),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def topics_in(asked: str) -> frozenset[str]:
    named = asked.split(",", MOST_TOPICS)[:MOST_TOPICS]
    return frozenset(topic for topic in named if _TOPIC.fullmatch(topic))


async def stream(subscriber: Subscriber, *, heartbeat: float = HEARTBEAT) -> AsyncIterator[str]:
    """Yield events until the session ends, its person's rights change, or the reader leaves."""
    give_thread_back()
    try:
        yield ": welcome\n\n"
        while not subscriber.ended:
            news = await subscriber.next(within=heartbeat)
            yield "".join(_event(topic, entry) for topic, entry in news.items()) or ":\n\n"
        if subscriber.signed_out:
            yield _event(SIGNED_OUT, 0)
    finally:
        hub.leave(subscriber)


def give_thread_back() -> None:
    """End the thread that middleware ran in: a request keeps its own, and a stream lasts for hours."""
    context = SyncToAsync.thread_sensitive_context.get(None)
    if context and (executor := SyncToAsync.context_to_thread_executor.pop(context, None)):
        executor.shutdown(wait=False)


def _event(topic: str, entry: int) -> str:
    data = {} if topic == BEHIND else {"id": entry}
    return f"event: {topic}\ndata: {json.dumps(data)}\n\n"
