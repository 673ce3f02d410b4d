"""Who may say which machines are told what happens."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_manage(actor: Actor) -> bool:
    return actor.has(Right.WEBHOOKS)


def require_may_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotAllowed
