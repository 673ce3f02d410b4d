"""Who may run the installation."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_administer(actor: Actor) -> bool:
    return actor.has(Right.ADMINISTER)


def require_may_administer(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed
