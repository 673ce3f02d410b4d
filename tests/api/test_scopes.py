"""A token is told what it lacks, in terms of a token; a move is refused with those that there are."""

import pytest

from tests import cast
from tests.api.machines import (
    BODY,
    PERSONAL,
    READ,
    WEBHOOKS,
    WRITE,
    get,
    machine,
    post,
    registered,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("held", "method", "path", "missing"),
    [
        (WRITE, "get", "/complaints", READ),
        (WRITE, "get", "/complaints/ZJ26-00000-00000", READ),
        (WRITE, "get", "/customers", READ),
        (READ, "post", "/complaints", WRITE),
        (READ, "post", "/complaints/bulk", WRITE),
        (READ, "post", "/complaints/ZJ26-00000-00000/close", WRITE),
        (WRITE, "post", "/complaints/ZJ26-00000-00000/close", READ),
        (READ, "get", "/webhooks", WEBHOOKS),
        (READ, "post", "/customers/1/purchases", f"{WRITE}, {PERSONAL}"),
    ],
)
def test_a_token_is_told_which_scope_it_lacks(
    held: str, method: str, path: str, missing: str
) -> None:
    client = machine(held, language="en")

    answer = (get if method == "get" else post)(client, path)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (403, "MissingScope")
    assert problem["detail"].startswith(f"This token lacks the scope {missing}; it has {held}.")
    assert "role" not in problem["detail"]


def test_what_no_scope_allows_is_not_a_matter_of_roles() -> None:
    client = machine(READ, WRITE, language="en")
    number = registered(client)

    answer = post(client, f"/complaints/{number}/reveal", {"reason": "回访"})

    assert (answer.status_code, answer.json()["code"]) == (403, "BeyondTokens")
    assert (
        answer.json()["detail"] == "No scope of a token allows this; a person does it at the desk."
    )


def test_a_move_that_is_not_there_is_refused_with_those_that_are() -> None:
    cast.lin()
    client = machine()
    number = registered(client)

    problem = post(client, f"/complaints/{number}/close").json()

    assert problem["code"] == "IllegalMove"
    assert problem["allowed"] == ["acknowledged", "withdrawn", "merged"]
    assert problem["detail"] == (
        "投诉当前为 received，不能变为 closed。可变为：acknowledged, withdrawn, merged。"
    )


def test_a_refused_item_carries_its_own_id_back() -> None:
    items = [
        {**BODY, "channel": "pigeon", "external_id": "A-1"},
        {**BODY, "external_id": "x" * 101},
        {"external_id": "\x00"},
        {**BODY, "external_id": "A-4"},
        "text",
    ]

    results = post(machine(), "/complaints/bulk", {"complaints": items}).json()["results"]

    told = [(one["state"], one["external_id"]) for one in results]
    assert told == [
        ("refused", "A-1"),
        ("refused", ""),
        ("refused", ""),
        ("registered", "A-4"),
        ("refused", ""),
    ]
