"""Who may hand over what other systems know."""

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right


def require_may_add_records(actor: Actor) -> None:
    """Whoever registers complaints and sees customers of every department."""
    if not (actor.has(Right.REGISTER) and actor.has(Right.READ_ALL)):
        raise NotAllowed
