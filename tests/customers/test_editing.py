"""Keeping a file right: fields, contacts, purchases, looking at what is masked."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import EVERYBODY, MONDAY, lin, su, wang_complains
from tests.customers.files import customer, everything, ways
from zhuanji.complaints.actions import customers as on_file
from zhuanji.complaints.queries import list_complaints, read_filter
from zhuanji.customers import actions
from zhuanji.customers.actions import BelongsToAnother
from zhuanji.customers.models import ContactPoint, Customer, Merge
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, Stale
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db


def story() -> list[tuple[str, dict[str, Any]]]:
    return list(Entry.objects.order_by("pk").values_list("kind", "details"))


def test_a_change_is_one_line_that_names_the_fields_only() -> None:
    known = customer(phone="13800138000")
    words = {"name": " 王建军 ", "special_needs": "听力不便", "tier": "standard"}
    changed = actions.change_customer(by=lin().actor, at=MONDAY, customer=known, **words)
    actions.change_customer(by=lin().actor, at=MONDAY, customer=known, **words)

    assert (changed.name, changed.initials, changed.special_needs) == ("王建军", "wjj", "听力不便")
    assert story() == [("customer.edited", {"fields": ["name", "special_needs"]})]
    assert first_broken_link() is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tier", "diamond"),
        ("language", "tlh"),
        ("preferred_channel", "pigeon"),
        ("name", "王" * 101),
        ("notes", "长" * 2001),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(field: str, value: str) -> None:
    known = customer(phone="13800138000")
    before = everything()

    with pytest.raises(Invalid) as refusal:
        actions.change_customer(by=lin().actor, at=MONDAY, customer=known, **{field: value})

    assert (list(refusal.value.problems), everything(), story()) == ([field], before, [])


def test_an_unknown_field_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        actions.change_customer(by=lin().actor, at=MONDAY, customer=customer(), added_at="now")


def test_contacts_are_added_and_taken_away() -> None:
    known, by = customer(phone="13800138000"), lin().actor
    for value in ("Wang@Example.com", "wang@example.com"):
        point = actions.add_contact(by=by, at=MONDAY, customer=known, kind="email", value=value)
    assert ways(known) == ["+8613800138000", "wang@example.com"]

    actions.remove_contact(by=by, at=MONDAY, customer=known, contact_id=point.pk)
    assert ways(known) == ["+8613800138000"]
    assert story() == [
        ("customer.contact_added", {"contact": point.pk, "way": "email"}),
        ("customer.contact_removed", {"contact": point.pk, "way": "email"}),
    ]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "abc"),
        ("phone", ""),
        ("email", "wang"),
        ("email", "a@b@c"),
        ("account", " \x00 "),
        ("account", "长" * 255),
        ("fax", "1"),
    ],
)
def test_a_contact_that_cannot_be_read_is_refused(kind: str, value: str) -> None:
    known = customer(phone="13800138000")
    with pytest.raises(Invalid) as refusal:
        actions.add_contact(by=lin().actor, at=MONDAY, customer=known, kind=kind, value=value)

    assert (list(refusal.value.problems), ways(known)) == (["value"], ["+8613800138000"])


def test_a_contact_of_somebody_else_names_their_file() -> None:
    known, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    with pytest.raises(BelongsToAnother) as refusal:
        actions.add_contact(
            by=lin().actor, at=MONDAY, customer=known, kind="phone", value="13911112222"
        )
    with pytest.raises(NotFound):
        actions.remove_contact(
            by=lin().actor,
            at=MONDAY,
            customer=known,
            contact_id=ContactPoint.objects.get(customer=other).pk,
        )

    assert (refusal.value.customer, story()) == (other.pk, [])


def test_a_file_is_opened_by_hand_once() -> None:
    by = lin().actor
    contacts = {"phone": "138 0013 8000", "email": "", "account": "旺旺001"}
    made = actions.add_customer(by=by, at=MONDAY, contacts=contacts, name="王建国", tier="gold")
    with pytest.raises(BelongsToAnother) as refusal:
        actions.add_customer(by=by, at=MONDAY, contacts={"phone": "13800138000"}, name="小王")

    assert refusal.value.customer == made.pk
    assert (Customer.objects.get().tier, ways(made)) == ("gold", ["+8613800138000", "旺旺001"])
    assert [kind for kind, _details in story()] == ["customer.added", "customer.edited"]


def test_a_file_needs_a_name_or_a_contact() -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_customer(by=lin().actor, at=MONDAY, contacts={"phone": " "}, name=" ")

    assert (list(refusal.value.problems), Customer.objects.count()) == (["name"], 0)


def test_looking_needs_a_reason() -> None:
    known = customer(phone="13800138000")
    with pytest.raises(Invalid):
        actions.reveal_customer(by=su().actor, at=MONDAY, customer=known, reason=" \x00")

    actions.reveal_customer(by=su().actor, at=MONDAY, customer=known, reason="核对录音")
    assert story() == [("customer.revealed", {"reason": "核对录音"})]


def test_a_purchase_is_noted_once() -> None:
    known = customer(phone="13800138000")
    facts = {"product": "电水壶", "bought_on": MONDAY.date(), "order_number": "A-77"}
    one, two = (
        actions.add_purchase(by=lin().actor, at=MONDAY, customer=known, **facts) for _n in "ab"
    )

    assert (one, story()) == (two, [("purchase.added", {"purchase": one.pk})])


def test_a_file_merged_away_meanwhile_is_not_changed() -> None:
    known, other = customer(phone="13800138000"), customer("李梅", phone="13911112222")
    Customer.objects.filter(pk=other.pk).update(merged_into=known)
    with pytest.raises(Stale):
        actions.change_customer(by=lin().actor, at=MONDAY, customer=other, name="李")


MAY = {  # role: edit, merge, reveal
    "lin": (True, False, True),
    "he": (True, False, True),
    "zhou": (True, True, True),
    "chen": (False, False, True),
    "wu": (False, False, True),
    "su": (False, False, True),
    "fang": (False, False, True),
    "jiang": (False, False, False),
    "qin": (False, False, True),
    "ding": (False, False, False),
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_what(who: Callable[[], User]) -> None:
    one, other, by = (
        customer(phone="13800138000"),
        customer("李梅", phone="13911112222"),
        who().actor,
    )
    kwargs: dict[str, Any] = {"by": by, "at": MONDAY}
    edits = {
        _may(actions.change_customer, **kwargs, customer=one, notes="新"),
        _may(actions.add_contact, **kwargs, customer=one, kind="account", value="旺旺"),
        _may(actions.remove_contact, **kwargs, customer=one, contact_id=0),
        _may(actions.add_customer, **kwargs, contacts={}, name="赵"),
        _may(
            actions.add_purchase,
            **kwargs,
            customer=one,
            order_number="A",
            product="壶",
            bought_on=MONDAY.date(),
        ),
    }
    merges = {
        _may(actions.merge_customers, **kwargs, kept=one, absorbed=other, take=frozenset()),
        _may(actions.undo_merge, **kwargs, merge=Merge.objects.first() or _merge(one, other)),
    }
    reveals = _may(actions.reveal_customer, **kwargs, customer=one, reason="查")

    assert (edits, merges, reveals) == (
        {MAY[who.__name__][0]},
        {MAY[who.__name__][1]},
        MAY[who.__name__][2],
    )


def _may(act: Callable[..., object], *, by: Actor, **more: Any) -> bool:
    try:
        act(by=by, **more)
    except NotAllowed:
        return False
    except DomainError:
        return True
    return True


def _merge(one: Customer, other: Customer) -> Merge:
    return Merge(kept=one, absorbed=other, before={}, moved_contacts=[], by="user:1", at=MONDAY)


def test_a_changed_name_and_a_new_contact_find_the_complaints() -> None:
    complaint, by = wang_complains(), lin().actor
    assert complaint.customer
    on_file.change_customer(by=by, at=MONDAY, customer=complaint.customer, name="欧阳锋")
    on_file.add_contact(
        by=by, at=MONDAY, customer=complaint.customer, kind="phone", value="13955556666"
    )

    for words in ("欧阳锋", "13955556666"):
        page = list_complaints(by, read_filter({"search": [words]}), at=MONDAY)
        assert page.rows == [complaint]
