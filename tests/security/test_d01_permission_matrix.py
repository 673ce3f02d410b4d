"""D1: every page of the desk, every role, a complaint of the own department and of another's."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client

from tests.cast import EVERYBODY, chen, department, logistics, wang_complains
from tests.security.addresses import address, desk_routes
from zhuanji.complaints.models import Complaint
from zhuanji.staff.models import User
from zhuanji.staff.roles import RIGHTS, Right, Role

pytestmark = pytest.mark.django_db
ADMINISTER, AUDIT = frozenset({Right.ADMINISTER}), frozenset({Right.AUDIT})
# Whoever has one of these rights may look at the page.
NEEDED: dict[str, frozenset[Right]] = {
    "register": frozenset({Right.REGISTER}),
    "audit": AUDIT,
    "audit_verification": AUDIT,
    "people": ADMINISTER,
    "person_add": ADMINISTER,
    "departments": ADMINISTER,
    "roles": ADMINISTER,
    "roles_table": ADMINISTER,
    "tokens": ADMINISTER,
    "team": frozenset({Right.ASSIGN, Right.ADMINISTER}),
    "groups": frozenset({Right.GROUPS}),
}
OF_A_COMPLAINT = ("complaint", "complaint_timeline", "complaint_side", "complaint_around")
EVERYBODYS = (
    "absence",
    "today",
    "complaints",
    "tasks",
    "account",
    "notices",
    "notices_bell",
    "notices_drawer",
    "notices_settings",
)


def may_read(user: User, complaint: Complaint) -> bool:
    rights = RIGHTS[Role(user.role)]
    own = user.department_id is not None and user.department_id == complaint.department_id
    return Right.READ_ALL in rights or (Right.READ_DEPARTMENT in rights and own)


def expected(name: str, user: User, complaint: Complaint) -> int:
    if name in OF_A_COMPLAINT:
        return HTTPStatus.OK if may_read(user, complaint) else HTTPStatus.NOT_FOUND
    allowed = name in EVERYBODYS or NEEDED[name] & RIGHTS[Role(user.role)]
    return HTTPStatus.OK if allowed else HTTPStatus.FORBIDDEN


def looked_at(user: User, names: tuple[str, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    places = {"own": wang_complains(place=department()), "other": wang_complains(place=logistics())}
    return {
        (name, place): (
            client.get(address(route, complaint)).status_code,
            expected(name, user, complaint),
        )
        for name, route in desk_routes()
        if name in names
        for place, complaint in places.items()
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_answers_as_the_roles_table_says(who: Callable[[], User]) -> None:
    seen = looked_at(who(), (*NEEDED, *OF_A_COMPLAINT, *EVERYBODYS))

    assert len(seen) == 2 * (len(NEEDED) + len(OF_A_COMPLAINT) + len(EVERYBODYS))
    assert {cell: pair for cell, pair in seen.items() if pair[0] != pair[1]} == {}


def test_every_refusal_is_seen() -> None:
    refused: set[str] = set()
    for who in EVERYBODY:
        cells = looked_at(who(), (*NEEDED, *OF_A_COMPLAINT))
        refused |= {name for (name, _place), (status, _expected) in cells.items() if status >= 400}

    assert refused == {*NEEDED, *OF_A_COMPLAINT}


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_breaks_for_anybody(who: Callable[[], User]) -> None:
    client, theirs = Client(HTTP_HOST="localhost", raise_request_exception=False), wang_complains()
    client.force_login(who())

    broken = {
        (method, name): answer.status_code
        for name, route in desk_routes()
        if name != "sign_out"
        for method in ("get", "post")
        if (answer := getattr(client, method)(address(route, theirs))).status_code >= 500
    }

    assert broken == {}


def test_a_stranger_is_asked_to_sign_in_everywhere() -> None:
    stranger, complaint = Client(HTTP_HOST="localhost"), wang_complains()
    everybodys = {
        "sign_in",
        "sign_out",
        "language",
        "theme",
        "welcome",
        "too-large-for-the-desk",  # nobody was asked yet when too much was sent
    }

    opened = {
        name
        for name, route in desk_routes()
        if name not in everybodys
        and not (
            (answer := stranger.get(address(route, complaint))).status_code in {405, 404}
            or answer.headers.get("Location", "").startswith("/desk/sign-in/")
        )
    }

    assert opened == set()


def test_the_own_department_is_seen_and_another_is_not() -> None:
    cells = looked_at(chen(), ("complaint",))

    assert cells == {("complaint", "own"): (200, 200), ("complaint", "other"): (404, 404)}
