"""Who may move complaints in and out by the thousand."""

from zhuanji.channels.models import Export, Import
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


def may_see_rows(actor: Actor, one: Import) -> bool:
    """Rows hold names and numbers: for whoever brought the file, and for who reads such anyway."""
    own = actor.user_id is not None and one.person_id == actor.user_id
    return may_import(actor) and (own or actor.has(Right.READ_PERSONAL))


def require_may_see_rows(actor: Actor, one: Import) -> None:
    if not may_see_rows(actor, one):
        raise NotAllowed


def require_may_fetch(actor: Actor, order: Export) -> None:
    """A file was written for the eyes of one person: nobody else gets it. Raises NotAllowed."""
    require_may_export(actor)
    if order.person_id != actor.user_id:
        raise NotAllowed
