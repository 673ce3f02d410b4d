"""Every operation of the description, asked for anything: it answers, and never by an accident."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.machines import BODY, get, machine, post, registered
from zhuanji.api.v1 import api

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (method, path)
    for path, operations in sorted(api.get_openapi_schema()["paths"].items())
    for method in sorted(operations)
]
WORDS = [
    "",
    "0",
    "-1",
    "9" * 30,
    "none",
    "me",
    "null",
    "\u202e倒写",
    "😀" * 300,
    "<script>alert(1)</script>",
    "' or 1=1 --",
    "%_\\",
    "１３８００１３８０００",
    "+86 138 0013 8000",
    "1899-12-31",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59+14:00",
    "(a+)+$",
    "扣费" * 6000,
]
FIELDS = [
    *BODY,
    *("subject", "occurred_at", "received_at", "order_number", "category", "grade", "language"),
    *("verdict", "reason", "explanation", "review", "body", "subject", "how", "why", "prevention"),
    *("restatement", "confirmed", "owner", "department", "confidential", "number", "kind"),
    *("complaints", "external_id", "acknowledge", "name", "phone", "email", "account", "tier"),
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=8,
)
ANYTHING = {
    "body": st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6) | VALUES,
    "query": st.dictionaries(
        st.sampled_from(["search", "limit", "cursor", "stage", "owner", "due", "group", "phone"]),
        st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=20),
        max_size=3,
    ),
    "word": st.sampled_from(WORDS[1:]) | st.text(st.characters(codec="utf-8"), min_size=1),
}
A_FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@A_FEW
@given(**ANYTHING)
def test_anything_gets_an_answer(
    method: str, path: str, body: Any, query: dict[str, str], word: str
) -> None:
    client = machine()
    number = registered(client)

    for place in (number, quote(word[:100], safe="")):
        response = client.generic(
            method.upper(),
            f"{path.replace('{number}', place).replace('{', '').replace('}', '')}?{urlencode(query)}",
            json.dumps(body),
            content_type="application/json",
        )
        assert response.status_code < 500, response.content


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=0",
        "limit=" + "9" * 20,
        "cursor=%ed%a0%80",
        "cursor=-1",
        "search=%00",
        "search=" + "a" * 10_000,
        "search=" + "+".join(f"w{n}" for n in range(2000)),
        "search=%28a%2B%29%2B%24",
        "search=%25%5F%5C",
        "search=%ed%a0%80",
        "owner=" + "9" * 40,
        "received_from=0000-00-00",
        "received_to=9999-12-31",
        "received_from=0001-01-01",
        "stage=nonsense",
        "&&&=&",
    ],
)
def test_a_hostile_page_of_a_list_is_a_page_or_a_sentence(query: str) -> None:
    client = machine()
    registered(client)

    response = client.get(f"/api/v1/complaints?{query}")

    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response.json()["detail"]


@pytest.mark.parametrize(
    "typed",
    ["１３８００１３８０００", "+86 138-0013-8000", "0086 13800138000", "(+86)138 0013 8000"],
)
def test_a_phone_in_any_spelling_finds_the_same_customer(typed: str) -> None:
    client = machine()
    customer = {"name": "", "phone": typed}
    numbers = [registered(client), post(client, "/complaints", {**BODY, "customer": customer})]

    first, second = (
        get(client, f"/complaints/{n if isinstance(n, str) else n.json()['number']}").json()
        for n in numbers
    )

    assert first["customer"]["id"] == second["customer"]["id"]


@pytest.mark.parametrize(
    "field", ["account", "demand", "subject", "place", "product", "respondent"]
)
def test_markup_in_a_field_is_kept_as_text(field: str) -> None:
    client = machine()
    words = "<img src=x onerror=alert(1)>&amp;"

    number = registered(client, **{field: words})

    shown = get(client, f"/complaints/{number}").json()
    assert shown[field] == words


@pytest.mark.parametrize("moment", ["1899-12-31T23:59:59Z", "0001-01-01", "3000-01-01T00:00:00Z"])
def test_a_time_nobody_living_can_mean_is_told_by_its_field(moment: str) -> None:
    response = post(machine(), "/complaints", {**BODY, "occurred_at": moment})

    assert response.status_code == 422
    assert list(response.json()["problems"]) == ["occurred_at"]
