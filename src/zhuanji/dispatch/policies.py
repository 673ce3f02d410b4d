"""Who may say what people can, how much they carry and when they are away."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.models import User
from zhuanji.staff.roles import Right


def may_keep_people(actor: Actor) -> bool:
    return actor.has(Right.ASSIGN) or actor.has(Right.ADMINISTER)


def may_enter_absence(actor: Actor, user: User) -> bool:
    """Everybody their own; whoever assigns, anybody's."""
    return may_keep_people(actor) or actor.user_id == user.pk


def require_may_keep_people(actor: Actor) -> None:
    if not may_keep_people(actor):
        raise NotAllowed


def require_may_enter_absence(actor: Actor, user: User) -> None:
    if not may_enter_absence(actor, user):
        raise NotAllowed


def require_may_distribute(actor: Actor) -> None:
    if not actor.has(Right.ASSIGN):
        raise NotAllowed
