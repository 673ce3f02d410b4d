"""Machines' keys: where from, how long, when last."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MONDAY, ding
from zhuanji.api import authentication
from zhuanji.history.queries import story_of
from zhuanji.kernel.errors import Invalid
from zhuanji.staff import actions
from zhuanji.staff.models import ApiToken
from zhuanji.staff.networks import is_within

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_is_remembered() -> None:
    authentication._living.clear()


def token(*networks: str, **more: Any) -> tuple[ApiToken, str]:
    return actions.create_token(
        by=ding().actor,
        at=timezone.now(),
        name="商城",
        scopes=["complaints:read"],
        networks=networks,
        **more,
    )


def answer(secret: str, address: str) -> int:
    client = Client(headers={"Authorization": f"Bearer {secret}"}, REMOTE_ADDR=address)
    return client.get("/api/v1/complaints").status_code


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        ((), "198.51.100.9", 200),
        (("203.0.113.0/24",), "203.0.113.77", 200),
        (("203.0.113.0/24",), "203.0.114.1", 403),
        (("203.0.113.7",), "203.0.113.7", 200),
        (("203.0.113.7",), "203.0.113.8", 403),
        (("203.0.113.7", "2001:db8::/32"), "2001:db8::1", 200),
        (("203.0.113.7",), "::ffff:203.0.113.7", 200),
        (("203.0.113.7",), "", 403),
    ],
)
def test_a_token_opens_only_from_its_networks(
    networks: tuple[str, ...], address: str, status: int
) -> None:
    _made, secret = token(*networks)

    assert [answer(secret, address), answer(secret, address)] == [status, status]


def test_a_forwarded_address_is_not_believed() -> None:
    _made, secret = token("203.0.113.7")
    client = Client(
        headers={"Authorization": f"Bearer {secret}", "X-Forwarded-For": "203.0.113.7"},
        REMOTE_ADDR="198.51.100.9",
    )

    assert client.get("/api/v1/complaints").status_code == 403


def test_limiting_a_token_is_on_record() -> None:
    made, _secret = token("203.0.113.7")

    actions.limit_token(by=ding().actor, at=MONDAY, token=made, networks=["10.0.0.9/8", ""])
    actions.limit_token(by=ding().actor, at=MONDAY, token=made, networks=["10.0.0.0/8"])

    entries = list(story_of(f"token/{made.pk}"))
    assert [entry.kind for entry in entries] == ["token.created", "token.limited"]
    assert entries[1].details == {"before": ["203.0.113.7/32"], "after": ["10.0.0.0/8"]}


@pytest.mark.parametrize("words", ["nonsense", "1.2.3.4/99", "10.0.0.0/8; drop", "名"])
def test_what_is_no_network_is_refused(words: str) -> None:
    with pytest.raises(Invalid) as refused:
        token(words)

    assert list(refused.value.problems) == ["networks"]


def test_a_token_never_begins_expired() -> None:
    with pytest.raises(Invalid) as refused:
        token(expires_at=timezone.now() - timedelta(days=1))

    assert list(refused.value.problems) == ["expires_at"]


def test_use_is_remembered_to_the_minute() -> None:
    made, secret = token()
    answer(secret, "127.0.0.1")
    made.refresh_from_db()
    first = made.last_used_at
    assert first

    actions.note_token_use(at=first + timedelta(seconds=59), token=made)
    made.refresh_from_db()
    early = made.last_used_at
    actions.note_token_use(at=first + timedelta(seconds=61), token=made)
    made.refresh_from_db()

    assert (early, made.last_used_at) == (first, first + timedelta(seconds=61))


def test_an_address_that_cannot_be_read_is_within_nothing() -> None:
    assert not is_within("unix:/socket", ["0.0.0.0/0"])
