"""E4: signing in never leads to another site."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, lin

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https://evil.example/",
    "http://testserver@evil.example/",
    "//testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%09/evil.example/../../..//evil.example",
    "\t//evil.example",
    " //evil.example",
    "%2f%2fevil.example",
    "https://[::1]:x/",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("where", ["/desk/sign-in/", "/desk/language/", "/desk/theme/"])
def test_the_way_on_stays_here(visitor: Client, where: str, wanted: str) -> None:
    lin()

    words = {
        "username": "lin",
        "password": PASSWORD,
        "next": wanted,
        "language": "en",
        "theme": "dark",
    }
    answer = visitor.post(where, words)

    place = answer["Location"]
    assert answer.status_code == 302
    assert place.startswith(("/", "%")), place
    assert not place.startswith(("//", "/\\"))
    assert "\t" not in place


def test_an_address_of_ours_is_kept(visitor: Client) -> None:
    lin()

    answer = visitor.post(
        "/desk/sign-in/",
        {"username": "lin", "password": PASSWORD, "next": "/desk/complaints/?open=1"},
    )

    assert answer["Location"] == "/desk/complaints/?open=1"
