"""The list of customers and one customer's page."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import (
    EVERYBODY,
    MONDAY,
    chen,
    department,
    he,
    lin,
    su,
    wang_complains,
    wu,
)
from zhuanji.complaints.queries import readable_customers
from zhuanji.customers.actions import add_purchase
from zhuanji.customers.models import Customer
from zhuanji.customers.queries import list_customers
from zhuanji.history.models import Entry
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db


def test_the_command_bar_is_told_whom_the_words_may_mean() -> None:
    wang_complains()
    asked = [
        as_(lin()).get(f"{URL}suggested/", {"words": words})
        for words in ("王建", "wjg", "王", "李")
    ]
    assert ["王建国" in answer.content.decode() for answer in asked] == [True, True, False, False]


URL = "/desk/customers/"


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def wang() -> Customer:
    customer = wang_complains(place=department()).customer
    assert customer
    return customer


def found(person: User, words: str = "", **more: str) -> list[int]:
    page = as_(person).get(URL, {"search": words, **more}).content.decode()
    return [int(pk) for pk in re.findall(r'data-open href="/desk/customers/(\d+)/"', page)]


@pytest.mark.parametrize(
    "words",
    ["王建", "wjg", "WJG", "13800138000", "8000", "+86 138-0013-8000", "wang@ex", "A-77"],
)
def test_a_customer_is_found_by(words: str) -> None:
    customer = wang()
    facts = {"product": "电水壶", "bought_on": MONDAY.date()}
    add_purchase(by=lin().actor, at=MONDAY, customer=customer, order_number="A-77", **facts)
    wang_complains(customer={"name": "李梅", "phone": "13911112222"})

    assert found(lin(), words) == [customer.pk]


@pytest.mark.parametrize("words", ["\x00", "%", "'", "张三", "0" * 300, "\ud83d"])
def test_words_that_find_nobody_are_kept_and_said(words: str) -> None:
    wang()
    answer = as_(lin()).get(URL, {"search": words.encode("utf-8", "replace").decode()})

    assert (answer.status_code, "form-control" in answer.content.decode()) == (200, True)


def test_pages_lead_on_and_back() -> None:
    people = [
        wang_complains(customer={"name": f"王{n}", "phone": f"1391111000{n}"}).customer
        for n in range(5)
    ]
    newest = [one.pk for one in people if one][::-1]
    for search in ("", "王"):
        first = list_customers(readable_customers(lin().actor), search=search, size=2)
        second = list_customers(
            readable_customers(lin().actor), search=search, size=2, cursor=first.next
        )
        back = list_customers(
            readable_customers(lin().actor), search=search, size=2, cursor=second.previous
        )

        shown = [[row.pk for row in page.rows] for page in (first, second, back)]
        assert shown == [newest[:2], newest[2:4], newest[:2]]
        assert (first.previous, bool(second.next), bool(back.next), back.previous) == (
            "",
            True,
            True,
            "",
        )


def test_a_department_sees_the_customers_of_its_complaints_only() -> None:
    theirs = wang()
    other = wang_complains(customer={"name": "李梅", "phone": "13911112222"}).customer
    assert other

    assert found(chen()) == [theirs.pk]
    assert found(chen(), "李梅") == []
    assert [as_(wu()).get(f"{URL}{theirs.pk}/").status_code, found(wu())] == [404, []]
    assert as_(chen()).get(f"{URL}{other.pk}/").status_code == 404


SEES = {
    "lin": True,
    "he": True,
    "zhou": True,
    "chen": False,
    "wu": None,  # another department: there is no such customer
    "su": False,
    "fang": False,
    "jiang": False,
    "qin": False,
    "ding": False,
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_personal_data_by_role(who: Callable[[], User]) -> None:
    customer = wang()
    person = who()
    pages = [as_(person).get(URL), as_(person).get(f"{URL}{customer.pk}/")]

    texts = [page.content.decode() for page in pages if page.status_code == 200]
    clear = [
        all(word in text for word in ("王建国", "138 0013 8000", "wang@example.com"))
        for text in texts
    ]
    hidden = [
        not any(word in text for word in ("王建国", "0013", "wang@example.com")) for text in texts
    ]
    expected = SEES[who.__name__]
    assert (clear, hidden) == {
        True: ([True, True], [False, False]),
        False: ([False, False], [True, True]),
        None: ([False], [True]),
    }[expected]


def test_personal_data_shows_after_a_reason_that_is_kept() -> None:
    customer = wang()
    inspector = as_(su())
    refused = inspector.post(f"{URL}{customer.pk}/reveal/", {"reason": "  "})
    inspector.post(f"{URL}{customer.pk}/reveal/", {"reason": "核对录音"})

    assert (refused.status_code, 'role="alert"' in refused.content.decode()) == (422, True)
    page = inspector.get(f"{URL}{customer.pk}/").content.decode()
    assert ("王建国" in page, "核对录音" in page) == (True, True)
    assert Entry.objects.get(kind="customer.revealed").details == {"reason": "核对录音"}
    assert "王建国" not in as_(chen()).get(f"{URL}{customer.pk}/").content.decode()


def test_a_confidential_complaint_shows_beside_the_name_to_its_owner_only() -> None:
    customer = wang()
    secret = wang_complains(owner=he(), confidential=True)

    pages = [as_(who()).get(f"{URL}{customer.pk}/").content.decode() for who in (he, lin)]
    assert [secret.number in page for page in pages] == [True, False]


@pytest.mark.parametrize("pk", [999999, 10**30])
def test_nobody_by_that_number(pk: int) -> None:
    assert as_(lin()).get(f"{URL}{pk}/").status_code == 404


def test_pages_cost_the_same_at_one_row_and_at_three() -> None:
    client = as_(lin())
    customer = wang()
    costs = []
    for more in (1, 2):
        for n in range(more):
            wang_complains(owner=lin())
            wang_complains(customer={"name": "李梅", "phone": f"1391111{more}{n}22"})
        for address in (URL, f"{URL}?search=1", f"{URL}{customer.pk}/"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.append(len(asked))

    assert costs[:3] == costs[3:]
    assert max(costs) <= 12
