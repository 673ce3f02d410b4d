"""Everybody who works here may read the playbook; team leaders and administrators write it."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_write_playbook(actor: Actor) -> bool:
    return actor.has(Right.PLAYBOOK)


def require_may_write_playbook(actor: Actor) -> None:
    if not may_write_playbook(actor):
        raise NotAllowed
