"""Who may look through the whole history."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed

AUDIT = "audit"  # staff.roles.Right.AUDIT, which stands a floor above


def may_audit(actor: Actor) -> bool:
    return actor.has(AUDIT)


def require_may_audit(actor: Actor) -> None:
    if not may_audit(actor):
        raise NotAllowed
