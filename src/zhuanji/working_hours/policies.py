"""Everybody who works here may read the calendar; administrators write it."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def may_write_working_hours(actor: Actor) -> bool:
    return actor.has(Right.ADMINISTER)


def require_may_write_working_hours(actor: Actor) -> None:
    if not may_write_working_hours(actor):
        raise NotAllowed
