"""Whom a registration is about: found by what is known, added where nobody is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.cast import MONDAY, lin
from tests.customers.files import customer, ways
from zhuanji.customers.actions import add_purchase, find_or_add_customer
from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import ContactPoint, Customer

pytestmark = pytest.mark.django_db

SPELLINGS = (
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "+86 138 0013 8000",
    "+8613800138000",
    "008613800138000",
    "１３８００１３８０００",
    " (138)00138000 ",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_phone_is_one_person_however_it_is_written(spelling: str) -> None:
    known = customer(phone="13800138000")

    assert customer("", phone=spelling) == known
    assert ways(known) == ["+8613800138000"]


@pytest.mark.parametrize("spelling", ["Wang@Example.com", " wang@example.com ", "WANG@EXAMPLE.COM"])
def test_an_address_is_one_person_in_any_case(spelling: str) -> None:
    known = customer(email="wang@example.com")

    assert customer("", email=spelling) == known


def test_an_order_number_names_whoever_bought() -> None:
    known = customer(phone="13800138000")
    facts = {"product": "电水壶", "bought_on": MONDAY.date()}
    add_purchase(by=lin().actor, at=MONDAY, customer=known, order_number="A-77", **facts)

    assert find_or_add_customer(name="", contacts=[], order_number="A-77", at=MONDAY) == known
    assert find_or_add_customer(name="", contacts=[], order_number="B-1", at=MONDAY) is None


def test_the_phone_says_more_than_the_order_number() -> None:
    buyer, caller = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    facts = {"product": "电水壶", "bought_on": MONDAY.date()}
    add_purchase(by=lin().actor, at=MONDAY, customer=buyer, order_number="A-77", **facts)
    contacts = read_contacts(phone="13911112222")

    found = find_or_add_customer(name="李梅", contacts=contacts, order_number="A-77", at=MONDAY)
    assert found == caller


def test_what_one_of_us_heard_completes_the_file_and_what_a_stranger_typed_does_not() -> None:
    known = customer("", phone="13800138000")
    contacts = read_contacts(phone="13800138000", email="new@example.com")
    given = {"name": "王建国", "contacts": contacts, "order_number": "", "at": MONDAY}

    find_or_add_customer(**given, vouched=False)  # type: ignore[arg-type]
    known.refresh_from_db()
    assert (known.name, ways(known)) == ("", ["+8613800138000"])

    find_or_add_customer(**given)  # type: ignore[arg-type]
    known.refresh_from_db()
    assert (known.name, known.initials) == ("王建国", "wjg")
    assert ways(known) == ["+8613800138000", "new@example.com"]


def test_a_known_name_is_not_written_over() -> None:
    known = customer(phone="13800138000")
    customer("小王", phone="13800138000")
    known.refresh_from_db()

    assert known.name == "王建国"


def test_nobody_is_added_for_no_words() -> None:
    assert find_or_add_customer(name="", contacts=[], order_number="", at=MONDAY) is None
    assert Customer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_who_register_the_same_phone_at_once_find_one_file() -> None:
    def register(_turn: int) -> int:
        try:
            with transaction.atomic():
                return customer(phone="13800138000").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(register, range(8)))

    assert len(found) == 1
    assert [Customer.objects.count(), ContactPoint.objects.count()] == [1, 1]
