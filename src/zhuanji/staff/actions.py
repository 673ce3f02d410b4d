"""Everything that can be done to people, their views and machines' keys."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.models import ApiToken, Department, SavedView, User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.roles import Role, Scope
from zhuanji.staff.token_secrets import hash_of, new_secret


@transaction.atomic
def create_token(
    *,
    by: Actor,
    at: datetime,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Return the token and its secret, which is never shown again.

    Raises NotAllowed, or Invalid for an unknown scope, none at all, or an empty name.
    """
    require_may_administer(by)
    wanted = sorted(set(scopes))
    unknown = [scope for scope in wanted if scope not in Scope.values]
    if unknown or not wanted:
        words = {"named": ", ".join(unknown) or "-", "known": ", ".join(Scope.values)}
        raise Invalid({"scopes": _("Unknown scope %(named)s. Use: %(known)s.") % words})
    if not name.strip():
        raise Invalid({"name": _("Give the token a name, so that it can be recognised later.")})
    secret = new_secret()
    token = ApiToken.objects.create(
        name=name.strip()[:80],
        secret_hash=hash_of(secret),
        scopes=wanted,
        created_at=at,
        created_by=by.key,
        expires_at=expires_at,
    )
    record(
        kind="token.created",
        about=f"token/{token.pk}",
        by=by,
        at=at,
        name=token.name,
        scopes=wanted,
    )
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, at: datetime, token: ApiToken) -> bool:
    """The token opens nothing any more (a busy door may remember it for five seconds).

    Return False if it was revoked before.
    """
    require_may_administer(by)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        return False
    record(kind="token.revoked", about=f"token/{token.pk}", by=by, at=at)
    return True


@transaction.atomic
def add_department(*, by: Actor, at: datetime, code: str, name: str) -> Department:
    require_may_administer(by)
    department = Department.objects.create(code=code, name=name)
    record(kind="department.added", about=f"department/{department.pk}", by=by, at=at, name=name)
    return department


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
) -> User:
    """Add a member of staff; without a password they cannot sign in yet."""
    require_may_administer(by)
    user = User.objects.create_user(
        username=username, password=password, name=name, role=role, department=department
    )
    record(kind="user.added", about=f"user/{user.pk}", by=by, at=at, role=role)
    return user


@transaction.atomic
def save_view(*, by: User, at: datetime, name: str, query: str, shared: bool) -> SavedView:
    """Keep a list's filter under a name; the same name again replaces it."""
    if not name.strip():
        raise Invalid({"name": _("Give the view a name.")})
    view, _created = SavedView.objects.update_or_create(
        owner=by, name=name.strip()[:60], defaults={"query": query[:2000], "shared": shared}
    )
    record(kind="view.saved", about=f"view/{view.pk}", by=by.actor, at=at, name=view.name)
    return view


@transaction.atomic
def delete_view(*, by: User, at: datetime, view_id: int) -> bool:
    """Return False when the person has no such view (any more)."""
    deleted, _rows = SavedView.objects.filter(pk=view_id, owner=by).delete()
    if deleted:
        record(kind="view.deleted", about=f"view/{view_id}", by=by.actor, at=at)
    return bool(deleted)


@transaction.atomic
def note_sign_in(*, by: User, at: datetime) -> None:
    """Whoever asks later who was here finds it in the person's story."""
    record(kind="user.signed_in", about=f"user/{by.pk}", by=by.actor, at=at)


@transaction.atomic
def change_own_password(*, by: User, at: datetime, password: str) -> None:
    """The person's other sessions end; the caller has checked the password's strength."""
    by.set_password(password)
    by.save(update_fields=["password"])
    record(kind="user.password_changed", about=f"user/{by.pk}", by=by.actor, at=at)


@transaction.atomic
def choose_language(*, by: User, at: datetime, language: str) -> None:
    """Remember the language the person reads from now on; nothing happens when it is the same."""
    if User.objects.filter(pk=by.pk).exclude(language=language).update(language=language):
        record(
            kind="user.language_chosen",
            about=f"user/{by.pk}",
            by=by.actor,
            at=at,
            language=language,
        )
