"""Who works here, as what, and who no longer does."""

from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.validators import validate_email
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.staff.checks import passes
from zhuanji.staff.models import Department, User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.roles import Role

_LONGEST_NAME = 60
_LONGEST_LOGIN = 150


class LastAdministrator(DomainError):
    """Without an administrator nobody could ever make another one."""

    message = gettext_lazy(
        "This is the last administrator who can sign in. Make somebody else an administrator first."
    )


@transaction.atomic
def add_user(
    *,
    by: Actor,
    at: datetime,
    username: str,
    name: str,
    role: Role,
    department: Department | None = None,
    password: str | None = None,
    email: str = "",
) -> User:
    """Add a member of staff; without a password they cannot sign in yet.

    The caller has checked the password's strength. Raises Invalid.
    """
    require_may_administer(by)
    lock_until_commit("user names")
    problems = _problems_of(name=name, role=role, department=department, email=email)
    if words := _problem_of_login(username):
        problems["username"] = words
    if problems:
        raise Invalid(problems)
    user = User.objects.create_user(
        username=username,
        password=password,
        name=name.strip(),
        role=role,
        department=department,
        email=email,
    )
    record(kind="user.added", about=f"user/{user.pk}", by=by, at=at, role=role)
    return user


@transaction.atomic
def change_user(
    *,
    by: Actor,
    at: datetime,
    user: User,
    name: str,
    role: Role,
    department: Department | None,
    email: str,
) -> User:
    """Set what a person is called and what they may do: it holds from their next request on.

    One line of history for each thing that changed. Raises Invalid, LastAdministrator.
    """
    require_may_administer(by)
    if role != Role.ADMIN:
        _require_another_administrator(user)
    if problems := _problems_of(name=name, role=role, department=department, email=email):
        raise Invalid(problems)
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _facts(user)
    user.name, user.role, user.department, user.email = name.strip(), role, department, email
    user.save(update_fields=["name", "role", "department", "email"])
    after = _facts(user)
    for field in (one for one in after if after[one] != before[one]):
        sides = {"before": before[field], "after": after[field]}
        # An address is personal data: that it changed is news, what it is stands in the file.
        shown = {"before": "…", "after": "…"} if field == "email" else sides
        record(kind="user.changed", about=f"user/{user.pk}", by=by, at=at, field=field, **shown)
    return user


@transaction.atomic
def deactivate_user(*, by: Actor, at: datetime, user: User) -> bool:
    """Close an account: its sessions open nothing from now on, its password is forgotten.

    What it did stays in history. Return False if it was closed before. Raises LastAdministrator.
    """
    require_may_administer(by)
    _require_another_administrator(user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return False
    user.is_active = False
    user.set_unusable_password()  # so that no old session wakes when the account opens again
    user.save(update_fields=["is_active", "password"])
    user.invitations.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    record(kind="user.deactivated", about=f"user/{user.pk}", by=by, at=at)
    return True


@transaction.atomic
def reactivate_user(*, by: Actor, at: datetime, user: User) -> bool:
    """Open an account again; a one-time link gives it a password. Return False if it was open."""
    require_may_administer(by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return False
    record(kind="user.reactivated", about=f"user/{user.pk}", by=by, at=at)
    return True


def _require_another_administrator(user: User) -> None:
    """Two who remove each other at once wait for one another here."""
    able = User.objects.filter(role=Role.ADMIN, is_active=True)
    able = able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    ids = [one.pk for one in able.select_for_update().order_by("pk")]
    if ids == [user.pk]:
        raise LastAdministrator


def _facts(user: User) -> dict[str, str]:
    return {
        "name": user.name,
        "role": str(user.role),
        "department": str(user.department_id or ""),
        "email": user.email,
    }


def _problems_of(
    *, name: str, role: Role, department: Department | None, email: str
) -> dict[str, str | Promise]:
    problems: dict[str, str | Promise] = {}
    if not name.strip() or len(name.strip()) > _LONGEST_NAME:
        problems["name"] = _("Give a name of up to 60 characters.")
    if role not in Role.values:
        problems["role"] = _("Choose one of the roles.")
    if role == Role.HANDLER and department is None:
        problems["department"] = _("A department handler needs a department.")
    if email and not passes(validate_email, email):
        problems["email"] = _("This is not an e-mail address. Correct it or leave it empty.")
    return problems


def _problem_of_login(username: str) -> str:
    fits = passes(User.username_validator, username)
    if not 0 < len(username) <= _LONGEST_LOGIN or not fits:
        return _("Give a user name of letters, digits and @ . + - _, without spaces.")
    if User.objects.filter(username__iexact=username).exists():
        return _("Somebody else has this user name. Choose another.")
    return ""
