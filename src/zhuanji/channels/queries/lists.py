"""Imports and exports, one or many; a page of a list costs the same at any length."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from zhuanji.channels.models import Export, Import, RefusedRow
from zhuanji.channels.policies import require_may_export, require_may_import
from zhuanji.channels.states import ImportState
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.staff.roles import Right

SIZE = 20
_DIGITS = 18  # fit a bigint
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Listed(Generic[M]):
    """One page, newest first; `next` is the cursor of the next, empty at the end."""

    rows: list[M]
    next: str = ""
    previous: str = ""


def imports_of(actor: Actor, *, cursor: str = "") -> Listed[Import]:
    """Everybody's imports: who imports must see what was imported. Raises NotAllowed."""
    require_may_import(actor)
    return _page(Import.objects.all(), cursor)


def exports_of(actor: Actor, *, cursor: str = "") -> Listed[Export]:
    """One's own exports; an auditor sees everybody's. Raises NotAllowed."""
    require_may_export(actor)
    everybody = actor.has(Right.AUDIT)
    orders = Export.objects.all() if everybody else Export.objects.filter(person=actor.user_id)
    return _page(orders, cursor)


def _page(found: QuerySet[M], cursor: str) -> Listed[M]:
    if cursor.isascii() and cursor.isdigit() and len(cursor) <= _DIGITS:
        found = found.filter(pk__lt=int(cursor))
    rows = list(found.order_by("-pk")[: SIZE + 1])
    return Listed(rows[:SIZE], str(rows[SIZE - 1].pk) if len(rows) > SIZE else "")


def get_import(actor: Actor, key: UUID) -> Import:
    """Raises NotAllowed, NotFound."""
    require_may_import(actor)
    found = Import.objects.filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def get_export(actor: Actor, key: UUID) -> Export:
    """Somebody else's export does not exist for one. Raises NotAllowed, NotFound."""
    require_may_export(actor)
    found = Export.objects.filter(key=key, person=actor.user_id).first()
    if found is None:
        raise NotFound
    return found


def refusals_of(one: Import) -> QuerySet[RefusedRow]:
    """In the order of the file."""
    return RefusedRow.objects.filter(of=one).order_by("number")


def unfinished(
    sha256: str, mapping: dict[str, str], *, acknowledge: bool, every_row: bool
) -> Import | None:
    """The operator's import of this very file and mapping that was cut off before its end."""
    return Import.objects.filter(
        sha256=sha256,
        person=None,
        mapping=mapping,
        acknowledge=acknowledge,
        every_row=every_row,
        state__in=[ImportState.RUNNING, ImportState.STOPPED],
    ).last()
