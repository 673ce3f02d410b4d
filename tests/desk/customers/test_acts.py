"""What one does to a file on its page: edit, contacts, merge, undo; bad input is kept and said."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import chen, jiang, lin, wang_complains, zhou
from tests.customers.files import customer, ways
from zhuanji.customers.models import ContactPoint, Customer, Merge
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/customers/"
FILE = {"name": "王建军", "tier": "gold", "language": "zh-hans", "notes": "常客"}


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def test_a_file_is_edited() -> None:
    one = customer(phone="13800138000")
    answer = as_(lin()).post(f"{URL}{one.pk}/edit/", FILE)
    one.refresh_from_db()

    assert (answer.status_code, answer["Location"]) == (302, f"{URL}{one.pk}/")
    assert (one.name, one.tier, one.notes) == ("王建军", "gold", "常客")


@pytest.mark.parametrize(
    "wrong",
    [{"name": "王" * 101}, {"tier": "diamond"}, {"notes": "长" * 2001}, {"language": "\x00"}],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(wrong: dict[str, str]) -> None:
    one = customer(phone="13800138000")
    answer = as_(lin()).post(f"{URL}{one.pk}/edit/", {**FILE, "special_needs": "听力不便", **wrong})
    text = answer.content.decode()

    assert (answer.status_code, "field-error" in text, "听力不便" in text) == (422, True, True)
    one.refresh_from_db()
    assert one.name == "王建国"


def test_a_file_is_opened_by_hand_and_somebody_known_is_shown_instead() -> None:
    given = {**FILE, "phone": "138 0013 8000"}
    first = as_(lin()).post(f"{URL}add/", given)
    again = as_(lin()).post(f"{URL}add/", given)
    made = Customer.objects.get()

    assert (first.status_code, first["Location"]) == (302, f"{URL}{made.pk}/")
    text = again.content.decode()
    assert (again.status_code, f'href="{URL}{made.pk}/"' in text, "138 0013 8000" in text) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "email", "value": "Wang@Example.com"}, 302),
        ({"kind": "email", "value": "<b>wang"}, 422),
        ({"kind": "phone", "value": "13911112222"}, 422),  # somebody else's
        ({"kind": "fax", "value": "1"}, 422),
        ({}, 422),
    ],
)
def test_a_contact_is_added_or_refused_in_place(given: dict[str, str], status: int) -> None:
    one, _other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    answer = as_(lin()).post(f"{URL}{one.pk}/contacts/", given)

    assert answer.status_code == status
    assert len(ways(one)) == (2 if status == 302 else 1)
    if status == 422:
        assert 'role="alert"' in answer.content.decode()


def test_a_contact_is_taken_away_and_named_once_more() -> None:
    one = customer(phone="13800138000")
    point = ContactPoint.objects.get()
    client = as_(lin())
    answer = client.post(f"{URL}{one.pk}/contacts/{point.pk}/remove/", follow=True)

    assert ("+8613800138000" in answer.content.decode(), ways(one)) == (True, [])
    assert client.post(f"{URL}{one.pk}/contacts/{point.pk}/remove/").status_code == 404


def test_a_contact_taken_away_by_mistake_is_put_back() -> None:
    one, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    client = as_(lin())
    before = ways(one)
    page = client.post(
        f"{URL}{one.pk}/contacts/{ContactPoint.objects.get(customer=one).pk}/remove/", follow=True
    ).content.decode()
    undo = f"{URL}{one.pk}/contacts/restore/"

    assert f'action="{undo}"' in page
    client.post(f"{URL}{other.pk}/contacts/restore/")
    assert (ways(one), len(ways(other))) == ([], 1)
    assert [client.post(undo).status_code for _ in range(2)] == [302, 302]
    assert ways(one) == before


def test_two_files_are_merged_and_undone() -> None:
    one, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    client = as_(zhou())
    address = f"{URL}{one.pk}/merge/{other.pk}/"
    preview = client.get(address).content.decode()
    assert [word in preview for word in ("王建国", "李梅", "139 1111 2222")] == [True] * 3

    page = client.post(address, {"name": "theirs"}, follow=True).content.decode()
    merge = Merge.objects.get()
    undo = f"{URL}{one.pk}/merges/{merge.pk}/undo/"
    assert page.count(f'action="{undo}"') == 2  # the notice and the card
    one.refresh_from_db()
    assert one.name == "李梅"
    assert client.get(f"{URL}{other.pk}/")["Location"] == f"{URL}{one.pk}/"

    assert client.post(undo).status_code == 302
    one.refresh_from_db()
    assert (one.name, ways(other)) == ("王建国", ["+8613911112222"])
    assert client.post(undo).status_code == 409


def test_the_other_file_is_looked_for_by_name_first() -> None:
    one = customer(phone="13800138000")
    other = customer(phone="13911112222")
    customer("李梅", phone="13700001111")
    page = as_(zhou()).get(f"{URL}{one.pk}/merge/").content.decode()

    assert re.findall(r'data-open href="([^"]+)"', page) == [f"{URL}{one.pk}/merge/{other.pk}/"]


def test_a_merge_that_cannot_be_is_said() -> None:
    one, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    third = customer("赵六", phone="13700001111")
    client = as_(zhou())
    client.post(f"{URL}{one.pk}/merge/{other.pk}/")

    assert client.post(f"{URL}{third.pk}/merge/{one.pk}/").status_code == 409
    assert client.post(f"{URL}{one.pk}/merge/{other.pk}/").status_code == 302  # one file already
    assert client.post(f"{URL}{one.pk}/merges/999/undo/").status_code == 404


@pytest.mark.parametrize("path", ["edit/", "merge/", "merge/{other}/"])
def test_pages_of_those_who_may_not_change_anything(path: str) -> None:
    one, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")

    assert as_(jiang()).get(f"{URL}{one.pk}/{path.format(other=other.pk)}").status_code == 403


def test_the_doors_of_the_page_are_those_of_the_role() -> None:
    complaint = wang_complains(place=chen().department)
    assert complaint.customer
    doors: dict[str, Any] = {}
    for who in (lin, zhou, chen):
        page = as_(who()).get(f"{URL}{complaint.customer.pk}/").content.decode()
        doors[who.__name__] = [
            f"{URL}{complaint.customer.pk}/{d}/" in page for d in ("edit", "merge", "reveal")
        ]

    assert doors == {
        "lin": [True, False, False],
        "zhou": [True, True, False],
        "chen": [False, False, True],
    }


def test_complaint_and_register_pages_lead_to_the_file() -> None:
    complaint = wang_complains()
    assert complaint.customer
    link = f'href="{URL}{complaint.customer.pk}/"'
    client = as_(lin())
    pages = (
        client.get(f"/desk/complaints/{complaint.number}/"),
        client.post("/desk/register/known/", {"phone": "8000"}),
    )

    assert [link in page.content.decode() for page in pages] == [True, True]


def test_a_confidential_complaint_does_not_lead_to_the_name() -> None:
    secret = wang_complains(confidential=True, owner=zhou())
    assert secret.customer
    wang_complains()
    client = as_(lin())
    pages = [f"/desk/complaints/{secret.number}/{part}" for part in ("", "around/")]

    shown = "".join(client.get(page).content.decode() for page in pages)
    assert (
        f"{URL}{secret.customer.pk}/" in shown,
        "/desk/complaints/ZJ" in shown.replace(secret.number, ""),
    ) == (False, False)
