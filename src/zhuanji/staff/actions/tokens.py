"""Machines' keys."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.models import ApiToken
from zhuanji.staff.networks import NotANetwork, read_networks
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.roles import Scope
from zhuanji.staff.token_secrets import hash_of, new_secret

NAME_LIMIT = 80
_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(
    *,
    by: Actor,
    at: datetime,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
    networks: Iterable[str] = (),
) -> tuple[ApiToken, str]:
    """Return the token and its secret, which is never shown again.

    Without networks it opens from anywhere. Raises NotAllowed, or Invalid for an unknown scope,
    none at all, an empty or too long name, an end that is past or what is not a network.
    """
    require_may_administer(by)
    wanted = sorted(set(scopes))
    problems = _problems_of(name, wanted, expires_at, at)
    allowed = _networks(networks, problems)
    if problems:
        raise Invalid(problems)
    secret = new_secret()
    token = ApiToken.objects.create(
        name=name.strip(),
        secret_hash=hash_of(secret),
        scopes=wanted,
        networks=allowed,
        created_at=at,
        created_by=by.key,
        expires_at=expires_at,
    )
    about = f"token/{token.pk}"
    record(kind="token.created", about=about, by=by, at=at, name=token.name, scopes=wanted)
    return token, secret


@transaction.atomic
def limit_token(*, by: Actor, at: datetime, token: ApiToken, networks: Iterable[str]) -> ApiToken:
    """Let the token open from these networks only, or from anywhere when none is named."""
    require_may_administer(by)
    problems: dict[str, str] = {}
    allowed = _networks(networks, problems)
    if problems:
        raise Invalid(problems)
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    before, token.networks = token.networks, allowed
    if before != allowed:
        token.save(update_fields=["networks"])
        about = f"token/{token.pk}"
        record(kind="token.limited", about=about, by=by, at=at, before=before, after=allowed)
    return token


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


def note_token_use(*, at: datetime, token: ApiToken) -> None:
    """Remember when a token was last used, to the minute: not worth a line of history."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - _NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def _problems_of(
    name: str, scopes: list[str], expires_at: datetime | None, at: datetime
) -> dict[str, str]:
    problems: dict[str, str] = {}
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown or not scopes:
        words = {"named": ", ".join(unknown) or "-", "known": ", ".join(Scope.values)}
        problems["scopes"] = _("Unknown scope %(named)s. Use: %(known)s.") % words
    if not name.strip():
        problems["name"] = _("Give the token a name, so that it can be recognised later.")
    elif len(name.strip()) > NAME_LIMIT:
        problems["name"] = _("A name has at most %(limit)s characters. Shorten it.") % {
            "limit": NAME_LIMIT
        }
    if expires_at and expires_at <= at:
        problems["expires_at"] = _("This day is past. Choose a later one, or none.")
    return problems


def _networks(given: Iterable[str], problems: dict[str, str]) -> list[str]:
    try:
        return read_networks(given)
    except NotANetwork as wrong:
        words = {"given": str(wrong)}
        problems["networks"] = (
            _("“%(given)s” is no address or network. Write 203.0.113.7 or 203.0.113.0/24.") % words
        )
        return []
