"""The administrator's rooms as pages."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import EVERYBODY, PASSWORD, chen, department, ding, he, lin, person, wang_complains
from zhuanji.history.models import Entry
from zhuanji.staff.models import ApiToken, Department, User
from zhuanji.staff.queries import token_for
from zhuanji.staff.roles import Right, Role

pytestmark = pytest.mark.django_db
PEOPLE, DEPARTMENTS, TOKENS = "/desk/admin/", "/desk/admin/departments/", "/desk/admin/tokens/"
NEW = "every complaint is a gift"


def as_(user: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def named(query: str = "") -> list[str]:
    page = as_(ding()).get(f"{PEOPLE}?{query}").content.decode()
    return re.findall(r'<td class="dim">([a-z0-9]+)</td>', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=小雨", ["lin"]),
        ("search=HE", ["chen", "he"]),
        ("role=handler", ["chen"]),
        ("department={quality}", ["chen"]),
        ("gone=1", []),
        ("search=%00&role=emperor&department=x&cursor=zz", ["chen", "ding", "he", "lin"]),
    ],
)
def test_the_list_is_filtered(query: str, expected: list[str]) -> None:
    for one in (lin, he, chen, ding):
        one()

    assert sorted(named(query.format(quality=department().pk))) == expected


def test_the_list_has_pages() -> None:
    for number in range(60):
        person(f"p{number:02}", f"人{number:02}", Role.AGENT)
    first = as_(ding()).get(PEOPLE).content.decode()
    onwards = re.search(r'href="\?(cursor=n\d+)"', first)
    assert onwards
    second = as_(ding()).get(f"{PEOPLE}?{onwards[1]}").content.decode()
    back = re.search(r'href="\?(cursor=p\d+)"', second)
    assert back

    pages = [named(), named(onwards[1]), named(back[1])]

    assert [len(page) for page in pages] == [50, 11, 50]
    assert pages[2] == pages[0]
    assert len({*pages[0], *pages[1]}) == 61


def test_a_person_comes_with_a_password() -> None:
    words = {"name": "新人", "username": "xin", "role": "agent", "password": NEW}

    answer = as_(ding()).post(f"{PEOPLE}people/add/", words)

    user = User.objects.get(username="xin")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/admin/people/{user.pk}/")
    assert user.check_password(NEW)


def test_a_person_comes_with_a_link_and_chooses_a_password() -> None:
    words = {"name": "新人", "username": "xin", "role": "agent", "password": ""}
    answer = as_(ding()).post(f"{PEOPLE}people/add/", words)
    link = re.search(r"/desk/welcome/[^\"]+/", answer.content.decode())
    assert link
    visitor = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    chosen = {"new_password1": NEW, "new_password2": NEW}

    looks = [visitor.get(link[0]).status_code for _look in range(2)]
    used = [visitor.post(link[0], chosen).status_code for _try in range(2)]

    assert (answer["Cache-Control"], looks, used) == ("no-store", [200, 200], [302, 410])
    assert User.objects.get(username="xin").check_password(NEW)
    assert visitor.get("/desk/welcome/nonsense/").status_code == 410


def test_a_link_is_made_from_the_settings_not_from_the_request() -> None:
    answer = as_(ding()).post(
        f"{PEOPLE}people/{lin().pk}/invite/", headers={"X-Forwarded-Host": "evil.example"}
    )

    assert 'value="http://localhost:8000/desk/welcome/' in answer.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        {"name": "", "username": "xin", "role": "agent"},
        {"name": "新人", "username": "lin", "role": "agent"},
        {"name": "新人", "username": "xin", "role": "emperor"},
        {"name": "新人", "username": "xin", "role": "handler"},
        {"name": "新人", "username": "xin", "role": "agent", "department": "999"},
        {"name": "新人", "username": "xin", "role": "agent", "email": "x"},
        {"name": "新人", "username": "xin", "role": "agent", "password": "short"},
        {"name": "新\0人", "username": "xin", "role": "agent"},
    ],
)
def test_what_does_not_do_is_said_and_what_was_typed_stays(words: dict[str, str]) -> None:
    lin()

    answer = as_(ding()).post(f"{PEOPLE}people/add/", words)

    page = answer.content.decode()
    assert (answer.status_code, "field-error" in page) == (422, True)
    assert f'value="{words["username"]}"' in page
    assert not User.objects.filter(username="xin").exists()


def test_extra_fields_are_not_taken() -> None:
    words = {
        "name": "林小雨",
        "role": "agent",
        "is_superuser": "1",
        "is_staff": "1",
        "username": "x",
    }

    as_(ding()).post(f"{PEOPLE}people/{lin().pk}/", words)

    user = User.objects.get(pk=lin().pk)
    assert (user.username, user.is_superuser, user.is_staff) == ("lin", False, False)


def test_a_new_role_holds_from_the_next_click_on() -> None:
    theirs = as_(lin())
    before = theirs.get("/desk/register/").status_code

    as_(ding()).post(f"{PEOPLE}people/{lin().pk}/", {"name": "林小雨", "role": "executive"})

    assert (before, theirs.get("/desk/register/").status_code) == (200, 403)


def test_closing_an_account_ends_its_sessions_for_good() -> None:
    theirs = as_(lin())
    admin, url = as_(ding()), f"{PEOPLE}people/{lin().pk}/"

    answers = [theirs.get("/desk/").status_code]
    admin.post(f"{url}close/")
    answers.append(theirs.get("/desk/").status_code)
    admin.post(f"{url}open/")
    answers.append(theirs.get("/desk/").status_code)

    assert answers == [200, 302, 302]
    assert User.objects.get(pk=lin().pk).is_active


@pytest.mark.parametrize("chosen", ["", "99999", "x", "1e5"])
def test_who_takes_over_must_be_said(chosen: str) -> None:
    wang_complains(owner=lin())

    answer = as_(ding()).post(f"{PEOPLE}people/{lin().pk}/close/", {"successor": chosen})

    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert User.objects.get(pk=lin().pk).is_active


def test_complaints_are_handed_over_on_the_page() -> None:
    complaint = wang_complains(owner=lin())

    as_(ding()).post(f"{PEOPLE}people/{lin().pk}/close/", {"successor": str(he().pk)})

    complaint.refresh_from_db()
    assert complaint.owner == he()


def test_the_last_administrator_is_told_why_they_stay() -> None:
    client, url = as_(ding()), f"{PEOPLE}people/{ding().pk}/"

    changed = client.post(url, {"name": "丁一", "role": "agent"})
    closed = client.post(f"{url}close/")

    assert (changed.status_code, closed.status_code) == (422, 409)
    assert "This is the last administrator" in changed.content.decode()
    assert "This is the last administrator" in closed.content.decode()


def test_departments_are_added_renamed_and_closed() -> None:
    client = as_(ding())
    client.post(DEPARTMENTS, {"code": "retail", "name": "门店部"})
    place = Department.objects.get()

    client.post(f"{DEPARTMENTS}{place.pk}/", {"name": "零售部", "is_active": "0"})

    place.refresh_from_db()
    assert (place.code, place.name, place.is_active) == ("retail", "零售部", False)
    assert client.post(DEPARTMENTS, {"code": "retail", "name": "x"}).status_code == 422
    assert client.post(f"{DEPARTMENTS}{place.pk}/", {"name": ""}).status_code == 422
    assert client.post(f"{DEPARTMENTS}999/", {"name": "x"}).status_code == 404


def test_a_token_is_shown_once_and_revoked() -> None:
    client = as_(ding())
    words = {
        "name": "商城",
        "scopes": ["complaints:read"],
        "networks": "10.0.0.1\n",
        "last_day": "2099-01-01",
    }

    answer = client.post(TOKENS, words)

    secret = re.search(r'value="(zj_[^"]+)"', answer.content.decode())
    assert secret
    token = ApiToken.objects.get()
    assert (answer["Cache-Control"], token.networks) == ("no-store", ["10.0.0.1/32"])
    assert secret[1] not in client.get(TOKENS).content.decode()
    assert "丁一" in client.get(TOKENS).content.decode()
    client.post(f"{TOKENS}{token.pk}/revoke/")
    assert token_for(secret[1], at=token.created_at) is None


@pytest.mark.parametrize(
    "words",
    [
        {"name": "", "scopes": ["complaints:read"]},
        {"name": "x"},
        {"name": "x", "scopes": ["everything"]},
        {"name": "x", "scopes": ["complaints:read"], "networks": "x"},
        {"name": "x", "scopes": ["complaints:read"], "last_day": "2001-01-01"},
        {"name": "x", "scopes": ["complaints:read"], "last_day": "soon"},
    ],
)
def test_a_token_that_does_not_do_is_refused(words: dict[str, object]) -> None:
    answer = as_(ding()).post(TOKENS, words)

    assert (answer.status_code, "field-error" in answer.content.decode()) == (422, True)
    assert ApiToken.objects.count() == 0


def test_networks_of_a_token_are_changed_in_place() -> None:
    client = as_(ding())
    client.post(TOKENS, {"name": "x", "scopes": ["complaints:read"]})
    url = f"{TOKENS}{ApiToken.objects.get().pk}/limit/"

    answers = [client.post(url, {"networks": words}).status_code for words in ("10.0.0.0/8", "x")]

    assert (answers, ApiToken.objects.get().networks) == ([302, 422], ["10.0.0.0/8"])


def test_roles_are_a_page_and_a_table() -> None:
    client = as_(ding())

    page = client.get("/desk/admin/roles/").content.decode()
    table = client.get("/desk/admin/roles/table/").content.decode()

    assert page.count('scope="row"') == len(Right)
    assert (table[0], len(table.strip().splitlines())) == ("\ufeff", len(Right) + 1)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "url", [PEOPLE, DEPARTMENTS, TOKENS, "/desk/admin/roles/", "/desk/admin/roles/table/"]
)
def test_only_administrators_come_in(url: str, who: Callable[[], User]) -> None:
    assert as_(who()).get(url).status_code == (200 if who is ding else 403)


def test_pages_cost_the_same_at_one_row_and_at_three() -> None:
    client = as_(ding())
    costs = []
    for number in (1, 2, 3):
        user = person(
            f"p{number}", f"人{number}", Role.HANDLER, department(f"d{number}", f"部{number}")
        )
        client.post(TOKENS, {"name": "x", "scopes": ["complaints:read"]})
        wang_complains(owner=user)
        costs.append(
            [
                cost(client, url)
                for url in (PEOPLE, DEPARTMENTS, TOKENS, f"{PEOPLE}people/{user.pk}/")
            ]
        )

    assert costs[0] == costs[2]
    assert max(costs[0]) <= 12


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_everything_done_here_is_on_record() -> None:
    client = as_(ding())
    client.post(
        f"{PEOPLE}people/add/",
        {"name": "新人", "username": "xin", "role": "agent", "password": PASSWORD},
    )
    client.post(DEPARTMENTS, {"code": "retail", "name": "门店部"})
    client.post(TOKENS, {"name": "x", "scopes": ["complaints:read"]})

    kinds = list(Entry.objects.order_by("pk").values_list("kind", "by_name"))
    assert kinds == [(kind, "丁一") for kind in ("user.added", "department.added", "token.created")]
