"""Who asks: the actor behind a bearer token."""

import time
from datetime import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from zhuanji.api.refusals import Unauthenticated, WrongNetwork
from zhuanji.kernel.actors import Actor
from zhuanji.staff.actions import note_token_use
from zhuanji.staff.models import ApiToken
from zhuanji.staff.queries import token_for
from zhuanji.staff.token_secrets import PREFIX, hash_of

_REMEMBERED_SECONDS = 5.0  # a revoked token opens nothing after that
_REMEMBERED_TOKENS = 1000
_LONGEST = 200
_living: dict[str, tuple[float, ApiToken, Actor]] = {}


class Machine(HttpRequest):
    """A request that came through the door: whoever sent it is known."""

    actor: Actor
    given: object  # the body, read


class Bearer(HttpBearer):
    """Says in the description that a token is needed; the door has asked for it already."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 - ninja's signature
        return getattr(request, "actor", None)


def actor_of(request: HttpRequest, *, at: datetime) -> Actor:
    """Return whose token the request carries. Raises Unauthenticated, WrongNetwork.

    Tokens found alive are remembered for five seconds, so that a busy machine costs no query.
    """
    scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or len(secret) > _LONGEST:
        raise Unauthenticated
    # The hash is the key, so that no secret lies in memory longer than its request.
    key, now = hash_of(secret), time.monotonic()
    seen, token, actor = _living.get(key) or (0.0, None, None)
    if token is None or now - seen > _REMEMBERED_SECONDS:
        token = token_for(secret, at=at)
        if token is None:
            raise Unauthenticated
        actor = _remember(key, now, token)
        note_token_use(at=at, token=token)
    if actor is None or token.state_at(at) != "living":
        raise Unauthenticated
    if not token.admits(request.META.get("REMOTE_ADDR", "")):
        raise WrongNetwork
    return actor


def _remember(key: str, now: float, token: ApiToken) -> Actor:
    if len(_living) >= _REMEMBERED_TOKENS:
        _living.clear()
    actor = token.actor
    _living[key] = (now, token, actor)
    return actor
