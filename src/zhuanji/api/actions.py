"""Doing what a repeated request asks once."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpResponse

from zhuanji.api.models import KeptAnswer
from zhuanji.api.refusals import KeyUsedOtherwise
from zhuanji.kernel.actors import Actor

KEPT_FOR = timedelta(hours=72)
REPLAYED = "Idempotent-Replayed"
ONCE = "no-store"  # as Cache-Control: the answer's `secret` is shown once and not kept
_CLAIM = """
insert into api_keptanswer (actor, key, fingerprint, status, media_type, body, at)
values (%s, %s, %s, 0, '', '', %s) on conflict (actor, key) do nothing returning id
"""


@transaction.atomic
def answer_once(
    *, by: Actor, at: datetime, key: str, fingerprint: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Let `act` do its work and keep its answer; for a key used before give that answer again.

    A repetition that comes while the first is at work waits for it. An answer that says no has
    changed nothing and is not kept: asking again may succeed. Raises KeyUsedOtherwise.
    """
    claim = _claim(by, key, fingerprint, at)
    if claim is None:
        return _again(KeptAnswer.objects.get(actor=by.key, key=key), fingerprint)
    response = act()
    if response.status_code >= 400:  # noqa: PLR2004
        transaction.set_rollback(True)
        return response
    KeptAnswer.objects.filter(pk=claim).update(
        status=response.status_code,
        media_type=response.headers["Content-Type"],
        body=_to_keep(response),
    )
    return response


def _to_keep(response: HttpResponse) -> str:
    text = response.content.decode()
    if response.headers.get("Cache-Control") != ONCE:
        return text
    return json.dumps({**json.loads(text), "secret": None}, ensure_ascii=False)


def _claim(by: Actor, key: str, fingerprint: str, at: datetime) -> int | None:
    """Return the row that is ours to fill; None when the key was used before."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [by.key, key, fingerprint, at])
        row = cursor.fetchone()
    return row[0] if row else None


def _again(kept: KeptAnswer, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    headers = {REPLAYED: "true"}
    return HttpResponse(
        kept.body, status=kept.status, content_type=kept.media_type, headers=headers
    )


@transaction.atomic
def forget_answers(*, at: datetime, limit: int = 5000) -> int:
    """Drop answers older than three days; return how many."""
    old = KeptAnswer.objects.filter(at__lt=at - KEPT_FOR).order_by("at")[:limit]
    dropped, _rows = KeptAnswer.objects.filter(
        pk__in=list(old.values_list("pk", flat=True))
    ).delete()
    return int(dropped)
