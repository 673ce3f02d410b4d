"""Who may hand over what other systems know, and who decides about what triage learned."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def require_may_add_records(actor: Actor) -> None:
    """Whoever registers complaints and sees customers of every department."""
    if not (actor.has(Right.REGISTER) and actor.has(Right.READ_ALL)):
        raise NotAllowed


def may_see_quality(actor: Actor) -> bool:
    return actor.has(Right.TRIAGE)


def may_choose_models(actor: Actor) -> bool:
    """Whoever writes the playbook also decides what proposes beside it."""
    return actor.has(Right.TRIAGE) and actor.has(Right.PLAYBOOK)


def require_may_see_quality(actor: Actor) -> None:
    if not may_see_quality(actor):
        raise NotAllowed


def require_may_choose_models(actor: Actor) -> None:
    if not may_choose_models(actor):
        raise NotAllowed
