"""Who may see and change customers' files."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_read(actor: Actor) -> bool:
    """Files of customers span departments: whoever sees only their own may not browse them."""
    return actor.has(Right.READ_ALL)


def may_read_personal(actor: Actor) -> bool:
    return actor.has(Right.READ_PERSONAL)


def may_edit(actor: Actor) -> bool:
    return actor.has(Right.WORK) and actor.has(Right.READ_PERSONAL)


def may_merge(actor: Actor) -> bool:
    return actor.has(Right.MERGE)


def may_reveal(actor: Actor) -> bool:
    return actor.has(Right.REVEAL)


def require_may_reveal(actor: Actor) -> None:
    if not may_reveal(actor):
        raise NotAllowed


def require_may_read(actor: Actor) -> None:
    if not may_read(actor):
        raise NotAllowed


def require_may_edit(actor: Actor) -> None:
    if not may_edit(actor):
        raise NotAllowed


def require_may_merge(actor: Actor) -> None:
    if not may_merge(actor):
        raise NotAllowed
