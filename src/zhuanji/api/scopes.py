"""What a token must have for what it asks, said before anything is looked up."""

from django.utils.translation import gettext as _

from zhuanji.api.refusals import MissingScope
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import SCOPE_RIGHTS, Scope

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_REGISTERS = ("/api/v1/complaints", "/api/v1/complaints/bulk")


def needed(method: str, path: str) -> tuple[Scope, ...]:
    """The scopes for this address. Acting on a complaint takes reading it: the answer shows it."""
    if path.startswith("/api/v1/webhooks"):
        return (Scope.WEBHOOKS_MANAGE,)
    if method in _READS:
        return (Scope.COMPLAINTS_READ,)
    if path in _REGISTERS:
        return (Scope.COMPLAINTS_WRITE,)
    more = (Scope.PERSONAL_READ,) if path.endswith("/purchases") else ()
    return (Scope.COMPLAINTS_READ, Scope.COMPLAINTS_WRITE, *more)


def require(actor: Actor, *, method: str, path: str) -> None:
    """Raise MissingScope, naming what is missing; it says nothing about what is there."""
    had = held(actor)
    if missing := [scope for scope in needed(method, path) if scope not in had]:
        raise MissingScope(
            _(
                "This token lacks the scope %(missing)s; it has %(held)s. Use a token that has it:"
                " an administrator makes one."
            )
            % {"missing": ", ".join(missing), "held": ", ".join(had)}
        )


def held(actor: Actor) -> list[Scope]:
    return [scope for scope in Scope if SCOPE_RIGHTS[scope] <= actor.rights]
