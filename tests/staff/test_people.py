"""Who works here, as what, and who no longer does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.cast import EVERYBODY, MONDAY, chen, department, ding, he, lin, logistics, qin
from zhuanji.complaints.actions import close_account
from zhuanji.history.models import Entry
from zhuanji.history.queries import story_of
from zhuanji.kernel.errors import DomainError, Invalid, NotAllowed, Stale
from zhuanji.staff import actions
from zhuanji.staff.actions import InvitationOver, LastAdministrator
from zhuanji.staff.models import Invitation, User
from zhuanji.staff.roles import Role

pytestmark = pytest.mark.django_db
NEW = "every complaint is a gift"


def told(user: User) -> list[tuple[str, ...]]:
    facts = ("field", "before", "after")
    return [
        (e.kind, *(str(e.details.get(f, "")) for f in facts)) for e in story_of(f"user/{user.pk}")
    ]


def change(user: User, by: User | None = None, **words: Any) -> User:
    facts = {"name": user.name, "role": Role(user.role), "department": user.department}
    given: dict[str, Any] = {**facts, "email": user.email, **words}
    return actions.change_user(by=(by or ding()).actor, at=MONDAY, user=user, **given)


def test_each_change_is_one_line_with_before_and_after() -> None:
    user = lin()

    change(user, role=Role.HANDLER, department=department(), email="lin@example.com")

    assert told(user) == [
        ("user.changed", "role", "agent", "handler"),
        ("user.changed", "department", "", str(department().pk)),
        ("user.changed", "email", "…", "…"),
    ]


def test_what_stays_is_no_news() -> None:
    change(lin())

    assert told(lin()) == []


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "名" * 61}, "name"),
        ({"role": Role.HANDLER}, "department"),
        ({"role": "emperor"}, "role"),
        ({"email": "not an address"}, "email"),
    ],
)
def test_what_cannot_be_is_refused(words: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        change(lin(), **words)

    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("username", ["", "has space", "LIN", "名" * 151])
def test_a_user_name_that_does_not_do_is_refused(username: str) -> None:
    lin()

    with pytest.raises(Invalid) as refused:
        actions.add_user(by=ding().actor, at=MONDAY, username=username, name="林", role=Role.AGENT)

    assert list(refused.value.problems) == ["username"]


@pytest.mark.parametrize("who", [one for one in EVERYBODY if one is not ding])
def test_nobody_but_administrators_may(who: Callable[[], User]) -> None:
    actor, target = who().actor, he()
    attempts: list[Callable[[], object]] = [
        lambda: change(target, by=who(), role=Role.ADMIN),
        lambda: actions.deactivate_user(by=actor, at=MONDAY, user=target),
        lambda: actions.reactivate_user(by=actor, at=MONDAY, user=target),
        lambda: actions.invite_user(by=actor, at=MONDAY, user=target),
        lambda: close_account(by=actor, at=MONDAY, user=target, successor=None),
        lambda: actions.add_department(by=actor, at=MONDAY, code="x", name="x"),
        lambda: actions.change_department(
            by=actor, at=MONDAY, department=department(), name="x", is_active=False
        ),
        lambda: actions.create_token(by=actor, at=MONDAY, name="x", scopes=["complaints:read"]),
    ]

    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert Entry.objects.count() == 0


def test_the_last_administrator_stays_one() -> None:
    with pytest.raises(LastAdministrator):
        change(ding(), role=Role.AGENT)
    with pytest.raises(LastAdministrator):
        actions.deactivate_user(by=ding().actor, at=MONDAY, user=ding())

    assert (ding().role, ding().is_active) == ("admin", True)


def test_an_administrator_who_cannot_sign_in_does_not_count() -> None:
    actions.add_user(by=ding().actor, at=MONDAY, username="new", name="新", role=Role.ADMIN)

    with pytest.raises(LastAdministrator):
        change(ding(), role=Role.AGENT)


def test_with_a_second_administrator_the_first_may_go() -> None:
    cast.person("second", "第二", Role.ADMIN)

    assert actions.deactivate_user(by=ding().actor, at=MONDAY, user=ding())


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_do_not_both_succeed() -> None:
    one, other = ding(), cast.person("second", "第二", Role.ADMIN)
    refused: list[DomainError] = []
    start = threading.Barrier(2)

    def remove(target: User, by: User) -> None:
        start.wait(10)
        try:
            actions.deactivate_user(by=by.actor, at=MONDAY, user=target)
        except DomainError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert [type(refusal) for refusal in refused] == [LastAdministrator]
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_open_complaints_go_to_the_successor_and_finished_ones_stay() -> None:
    first, second = cast.wang_complains(owner=lin()), cast.wang_complains(owner=lin())
    done = cast.wang_complains(owner=lin())
    type(done).objects.filter(pk=done.pk).update(stage="closed", finished_at=MONDAY)
    others = cast.wang_complains(owner=he())

    moved = close_account(by=ding().actor, at=MONDAY, user=lin(), successor=he())

    owners = {}
    for complaint in (first, second, done, others):
        complaint.refresh_from_db()
        owners[complaint.pk] = complaint.owner
    assert moved == 2
    assert [owner.username if owner else "" for owner in owners.values()] == [
        "he",
        "he",
        "lin",
        "he",
    ]
    last = story_of(first.about).last()
    assert last
    assert (last.kind, last.details) == (
        "complaint.assigned",
        {"field": "owner", "before": str(lin().pk), "after": str(he().pk), "cause": "left"},
    )
    assert [kind for kind, *_rest in told(lin())] == ["user.deactivated", "user.handed_over"]


def test_without_a_successor_nobody_who_is_gone_owns_an_open_complaint() -> None:
    complaint = cast.wang_complains(owner=lin())

    close_account(by=ding().actor, at=MONDAY, user=lin(), successor=None)

    complaint.refresh_from_db()
    assert complaint.owner is None


@pytest.mark.parametrize("who", [lin, qin])
def test_a_successor_must_be_somebody_else_who_works_complaints(who: Callable[[], User]) -> None:
    cast.wang_complains(owner=lin())

    with pytest.raises(Invalid):
        close_account(by=ding().actor, at=MONDAY, user=lin(), successor=who())

    assert lin().is_active


def test_closing_and_opening_are_told_once() -> None:
    user, by = lin(), ding().actor
    answers = [
        actions.deactivate_user(by=by, at=MONDAY, user=user),
        actions.deactivate_user(by=by, at=MONDAY, user=user),
        actions.reactivate_user(by=by, at=MONDAY, user=user),
        actions.reactivate_user(by=by, at=MONDAY, user=user),
    ]

    assert answers == [True, False, True, False]
    assert [kind for kind, *_rest in told(user)] == ["user.deactivated", "user.reactivated"]
    assert not lin().has_usable_password()


def test_a_link_sets_a_password_once() -> None:
    user = chen()
    secret = actions.invite_user(by=ding().actor, at=MONDAY, user=user)

    actions.use_invitation(at=MONDAY, secret=secret, password=NEW)

    assert chen().check_password(NEW)
    with pytest.raises(InvitationOver):
        actions.use_invitation(at=MONDAY, secret=secret, password="another one")
    assert [kind for kind, *_rest in told(user)] == ["user.invited", "user.invitation_used"]
    assert secret not in str(list(Invitation.objects.values()))


def test_a_link_ends_after_half_an_hour_by_a_newer_one_and_with_the_account() -> None:
    by = ding().actor
    old = actions.invite_user(by=by, at=MONDAY, user=lin())
    new = actions.invite_user(by=by, at=MONDAY, user=lin())
    closed = actions.invite_user(by=by, at=MONDAY, user=he())
    actions.deactivate_user(by=by, at=MONDAY, user=he())
    tries = [(old, 1), (new, 30), (closed, 1), ("nonsense", 1)]

    for secret, minutes in tries:
        with pytest.raises(InvitationOver):
            actions.use_invitation(
                at=MONDAY + timedelta(minutes=minutes), secret=secret, password=NEW
            )

    with pytest.raises(Stale):
        actions.invite_user(by=by, at=MONDAY, user=he())
    assert (
        actions.use_invitation(at=MONDAY + timedelta(minutes=29), secret=new, password=NEW) == lin()
    )


def test_departments_are_renamed_closed_and_opened_on_record() -> None:
    place, by = department(), ding().actor

    for name, is_active in (
        ("品质部", True),
        ("品质部", False),
        ("品质部", False),
        ("品质部", True),
    ):
        actions.change_department(
            by=by, at=MONDAY, department=place, name=name, is_active=is_active
        )

    kinds = [entry.kind for entry in story_of(f"department/{place.pk}")]
    assert kinds == ["department.renamed", "department.closed", "department.reopened"]


@pytest.mark.parametrize(
    ("code", "name", "fields"),
    [
        ("", "", ["code", "name"]),
        ("quality", "新部", ["code"]),
        ("new", "质量部", ["name"]),
        ("新", "新部", ["code"]),
    ],
)
def test_a_department_needs_its_own_name_and_code(code: str, name: str, fields: list[str]) -> None:
    department()

    with pytest.raises(Invalid) as refused:
        actions.add_department(by=ding().actor, at=MONDAY, code=code, name=name)

    assert sorted(refused.value.problems) == fields


def test_a_department_cannot_take_anothers_name() -> None:
    logistics()

    with pytest.raises(Invalid):
        actions.change_department(
            by=ding().actor, at=MONDAY, department=department(), name="物流部", is_active=True
        )
