"""Who may move complaints in and out by the thousand."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_import(actor: Actor) -> bool:
    return actor.has(Right.IMPORT)


def may_export(actor: Actor) -> bool:
    return actor.has(Right.EXPORT)


def require_may_import(actor: Actor) -> None:
    if not may_import(actor):
        raise NotAllowed


def require_may_export(actor: Actor) -> None:
    if not may_export(actor):
        raise NotAllowed
