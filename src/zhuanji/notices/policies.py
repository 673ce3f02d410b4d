"""Who may say where a group is told."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed, NotFound
from zhuanji.notices.models import Channel
from zhuanji.staff.roles import Right


def may_keep_groups(actor: Actor) -> bool:
    return actor.has(Right.GROUPS)


def require_may_keep_groups(actor: Actor) -> None:
    if not may_keep_groups(actor):
        raise NotAllowed


def require_may_keep(actor: Actor, channel: Channel) -> None:
    """One's own, and with the right those of groups; another's own does not exist for one."""
    if channel.is_personal:
        if channel.user_id != actor.user_id:
            raise NotFound
        return
    require_may_keep_groups(actor)
