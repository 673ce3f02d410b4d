"""Files of customers for tests to work on."""

from typing import Any

from tests.cast import MONDAY
from zhuanji.customers.actions import find_or_add_customer
from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import ContactPoint, Customer


def customer(name: str = "王建国", **contacts: str) -> Customer:
    """A customer as a registration adds or finds them."""
    found = find_or_add_customer(
        name=name, contacts=read_contacts(**contacts), order_number="", at=MONDAY
    )
    assert found
    return found


def everything() -> list[Any]:
    """Every word of every file and contact point."""
    tables: tuple[Any, ...] = (Customer, ContactPoint)
    return [row for table in tables for row in table.objects.order_by("pk").values()]


def ways(one: Customer) -> list[str]:
    return list(
        ContactPoint.objects.filter(customer=one).order_by("pk").values_list("value", flat=True)
    )
