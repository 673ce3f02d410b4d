"""Complaints' way out: ordered by a person, written by a job, told in history."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.channels.models import Export
from zhuanji.channels.policies import require_may_export, require_may_fetch
from zhuanji.channels.spreadsheets.headings import EXPORTED
from zhuanji.channels.states import ExportState, check_export_move
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotAllowed
from zhuanji.kernel.jobs import enqueue


@transaction.atomic
def order_export(
    *, by: Actor, at: datetime, query: str, columns: Sequence[str], kind: str, rows: int
) -> Export:
    """Have a file written of every complaint that `query` asks for. Raises NotAllowed, Invalid."""
    require_may_export(by)
    if by.user_id is None:
        raise NotAllowed
    chosen = [name for name in EXPORTED if name in columns]
    if not chosen:
        raise Invalid({"columns": _("Choose at least one column.")})
    order = Export.objects.create(
        person_id=by.user_id,
        by_name=by.name,
        query=query,
        columns=chosen,
        format=Export.Format(kind),
        rows=rows,
        added_at=at,
        touched_at=at,
    )
    enqueue("channels.run_export", export_id=order.pk)
    return order


@transaction.atomic
def note_written(*, by: Actor, at: datetime, order: Export, written: int) -> bool:
    """Say how far the file is; False when nobody wants it any more."""
    require_may_export(by)
    wanted = Export.objects.filter(pk=order.pk, state=ExportState.RUNNING)
    return bool(wanted.update(written=written, touched_at=at))


@transaction.atomic
def finish_export(*, by: Actor, at: datetime, order: Export, written: int, size: int) -> None:
    """The file is complete. Twice is once."""
    one = Export.objects.select_for_update().get(pk=order.pk)
    if one.state != ExportState.RUNNING:
        return
    one.state, one.written, one.size = ExportState.DONE, written, size
    one.touched_at = one.finished_at = at
    one.save()
    note_export(by=by, at=at, wanted=one.query, rows=written)


@transaction.atomic
def stop_export(*, by: Actor, at: datetime, order: Export) -> None:
    _moved(by, at, order, ExportState.STOPPED)


@transaction.atomic
def resume_export(*, by: Actor, at: datetime, order: Export) -> None:
    """Write the file anew, as the list is now."""
    one = _moved(by, at, order, ExportState.RUNNING)
    Export.objects.filter(pk=one.pk).update(written=0)
    enqueue("channels.run_export", export_id=one.pk)


@transaction.atomic
def halt_export(*, at: datetime, order: Export, problem: str) -> None:
    """Stop by itself, with a word for why."""
    running = Export.objects.filter(pk=order.pk, state=ExportState.RUNNING)
    running.update(state=ExportState.STOPPED, problem=problem, touched_at=at)


def _moved(by: Actor, at: datetime, order: Export, end: ExportState) -> Export:
    require_may_fetch(by, order)
    one = Export.objects.select_for_update().get(pk=order.pk)
    check_export_move(ExportState(one.state), end)
    one.state, one.problem, one.touched_at = end, "", at
    one.save(update_fields=["state", "problem", "touched_at"])
    return one


@transaction.atomic
def note_export(*, by: Actor, at: datetime, wanted: str, rows: int) -> None:
    """Write into history that complaints were taken out: by which filter, and how many."""
    require_may_export(by)
    record(kind="export.made", about=f"export/{by.key}", by=by, at=at, filter=wanted, rows=rows)
