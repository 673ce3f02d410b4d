"""Machines that use the API in tests."""

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.utils import timezone

from tests import cast
from zhuanji.staff.actions import create_token

READ, WRITE, PERSONAL, WEBHOOKS = (
    "complaints:read",
    "complaints:write",
    "personal:read",
    "webhooks:manage",
)
BODY: Mapping[str, Any] = {
    "channel": "phone",
    "account": cast.ACCOUNT,
    "demand": "退款并道歉",
    "customer": {"name": "王建国", "phone": "13800138000", "email": "wang@example.com"},
}


def machine(*scopes: str, language: str = "zh-hans", client: type[Client] = Client) -> Any:
    """Return a client with a new token of these scopes; read and write unless said otherwise."""
    _token, secret = create_token(
        by=cast.ding().actor, at=timezone.now(), name="商城", scopes=scopes or (READ, WRITE)
    )
    return client(
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": language},
        raise_request_exception=True,
    )


def post(client: Any, path: str, given: object = None, **headers: str) -> Any:
    """POST JSON below /api/v1."""
    body = "" if given is None else json.dumps(given)
    return client.post(
        f"/api/v1{path}", data=body, content_type="application/json", headers=headers
    )


def get(client: Any, path: str, **query: object) -> Any:
    return client.get(f"/api/v1{path}", query)


def registered(client: Any, **given: object) -> str:
    """Register 王建国's complaint and return its number."""
    return str(post(client, "/complaints", {**BODY, **given}).json()["number"])
