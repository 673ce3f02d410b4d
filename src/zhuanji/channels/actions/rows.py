"""The rows of an import, batch by batch: each batch and the place after it commit together."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from zhuanji.channels.models import Import, RefusedRow
from zhuanji.channels.policies import require_may_import
from zhuanji.channels.spreadsheets.reading import Reading
from zhuanji.channels.states import ImportState
from zhuanji.complaints.actions import Row, register_complaints
from zhuanji.complaints.models import Complaint
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right


class Overtaken(Exception):
    """Somebody stopped the import, or another worker has handled these rows: go no further."""


@transaction.atomic
def take_batch(*, by: Actor, at: datetime, seen: Import, readings: list[Reading]) -> Import:
    """Handle the rows after `seen.position`: try them while checking, register them afterwards.

    All of it or none. Whoever may import may register what is imported. Rows registered before
    change nothing. Raises NotAllowed, Overtaken.
    """
    require_may_import(by)
    one = Import.objects.select_for_update().get(pk=seen.pk)
    if (one.state, one.position, one.mapping) != (seen.state, seen.position, seen.mapping):
        raise Overtaken
    rows = [Row(reading.given, reading.key) for reading in readings if reading.given is not None]
    work = _registered if one.state == ImportState.RUNNING else _would_be_registered
    fresh = work(one, rows, by=by, at=at)
    _keep_refusals(one, readings)
    one.registered += fresh
    one.known += len(rows) - fresh
    one.refused += len(readings) - len(rows)
    one.position = min(one.position + len(readings), one.rows)
    one.touched_at = at
    if not readings or one.position == one.rows:
        _finish(one, by=by, at=at)
    one.save()
    return one


def _registered(one: Import, rows: list[Row], *, by: Actor, at: datetime) -> int:
    registrar = replace(by, rights=by.rights | {Right.REGISTER})
    done = register_complaints(by=registrar, at=at, rows=rows, acknowledge=one.acknowledge)
    return len(done.numbers) - len(done.earlier)


def _would_be_registered(one: Import, rows: list[Row], *, by: Actor, at: datetime) -> int:  # noqa: ARG001 - the same call as above
    keys = {row.source_key for row in rows}
    return len(keys) - Complaint.objects.filter(source_key__in=keys).count()


def _keep_refusals(one: Import, readings: list[Reading]) -> None:
    RefusedRow.objects.bulk_create(
        (
            RefusedRow(of=one, number=r.number, cells=r.cells, problems=r.problems)
            for r in readings
            if r.given is None
        ),
        ignore_conflicts=True,
    )


def _finish(one: Import, *, by: Actor, at: datetime) -> None:
    if one.state == ImportState.CHECKING:
        one.state = ImportState.CHECKED
        return
    one.state, one.finished_at = ImportState.DONE, at
    record(
        kind="import.finished",
        about=one.about,
        by=by,
        at=at,
        registered=one.registered,
        earlier=one.known,
        refused=one.refused,
    )
