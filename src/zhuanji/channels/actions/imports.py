"""A spreadsheet's way in, from its arrival to the decision to register it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.attachments.actions import display_name
from zhuanji.channels.models import Import, RefusedRow, RememberedMapping
from zhuanji.channels.policies import require_may_import
from zhuanji.channels.spreadsheets.fields import NAMES, bare, signature
from zhuanji.channels.states import ImportState, check_import_move
from zhuanji.channels.tables import Upload
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.jobs import enqueue


@transaction.atomic
def add_import(*, by: Actor, at: datetime, upload: Upload) -> Import:
    """Note a table that was stored, before anybody says what its columns mean."""
    require_may_import(by)
    made = Import.objects.create(
        name=display_name(upload.name),
        sha256=upload.sha256,
        size=upload.size,
        header=list(upload.sheet.header),
        rows=upload.sheet.rows,
        person_id=by.user_id,
        by_name=by.name,
        added_at=at,
        touched_at=at,
    )
    record(kind="import.uploaded", about=made.about, by=by, at=at, sha256=made.sha256)
    return made


@transaction.atomic
def check_import(
    *,
    by: Actor,
    at: datetime,
    found: Import,
    mapping: Mapping[str, str],
    acknowledge: bool = False,
    every_row: bool = False,
    here: bool = False,
) -> Import:
    """Say what the columns mean and have every row tried; nothing is registered yet.

    The same headings are offered this mapping the next time. Raises Invalid. `here`: the caller
    does the work itself.
    """
    one = _moved(by, at, found, ImportState.CHECKING)
    one.mapping = _required(mapping, one.header)
    one.acknowledge, one.every_row = acknowledge, every_row
    _begin(one, at)
    _remember(by, at, one)
    _hand_over(one, here=here)
    return one


@transaction.atomic
def confirm_import(
    *,
    by: Actor,
    at: datetime,
    found: Import,
    mapping: Mapping[str, str] | None = None,
    acknowledge: bool | None = None,
    every_row: bool | None = None,
    here: bool = False,
) -> Import:
    """Have the rows registered that are good; `mapping` is for a table that was never checked."""
    one = _moved(by, at, found, ImportState.RUNNING)
    one.mapping = _required(one.mapping if mapping is None else mapping, one.header)
    one.acknowledge = one.acknowledge if acknowledge is None else acknowledge
    one.every_row = one.every_row if every_row is None else every_row
    _begin(one, at)
    one.started_at = at
    one.save(update_fields=["started_at"])
    record(kind="import.started", about=one.about, by=by, at=at, mapping=one.mapping)
    _hand_over(one, here=here)
    return one


@transaction.atomic
def stop_import(*, by: Actor, at: datetime, found: Import) -> None:
    """Stop after the batch that is being written; what is registered stays."""
    one = _moved(by, at, found, ImportState.STOPPED)
    record(kind="import.stopped", about=one.about, by=by, at=at, position=one.position)


@transaction.atomic
def resume_import(*, by: Actor, at: datetime, found: Import, here: bool = False) -> Import:
    """Go on exactly where it stopped."""
    one = _moved(by, at, found, ImportState.RUNNING)
    record(kind="import.resumed", about=one.about, by=by, at=at, position=one.position)
    _hand_over(one, here=here)
    return one


@transaction.atomic
def abort_import(*, by: Actor, at: datetime, found: Import) -> None:
    """Give the rest of the file up. What was registered stays registered."""
    one = _moved(by, at, found, ImportState.ABORTED)
    Import.objects.filter(pk=one.pk).update(finished_at=at)
    record(kind="import.aborted", about=one.about, by=by, at=at, position=one.position)


@transaction.atomic
def halt_import(*, by: Actor, at: datetime, found: Import, problem: str) -> None:
    """Stop by itself, with a word for why: the way on is the same as after a person's stop."""
    one = Import.objects.select_for_update().get(pk=found.pk)
    if not one.is_at_work:
        return
    checking = one.state == ImportState.CHECKING
    one.state = ImportState.UPLOADED if checking else ImportState.STOPPED
    one.problem, one.touched_at = problem, at
    one.save(update_fields=["state", "problem", "touched_at"])
    record(kind="import.stopped", about=one.about, by=by, at=at, problem=problem)


def _moved(by: Actor, at: datetime, found: Import, end: ImportState) -> Import:
    """The row as it is now, locked and moved."""
    require_may_import(by)
    one = Import.objects.select_for_update().get(pk=found.pk)
    check_import_move(ImportState(one.state), end)
    one.state, one.problem, one.touched_at = end, "", at
    one.save(update_fields=["state", "problem", "touched_at"])
    return one


def _begin(one: Import, at: datetime) -> None:
    """From the first row: refusals are told anew, so that they speak of this mapping."""
    RefusedRow.objects.filter(of=one).delete()
    one.position = one.registered = one.known = one.refused = 0
    one.touched_at = at
    one.save()


def _hand_over(one: Import, *, here: bool) -> None:
    if not here:
        enqueue("channels.run_import", import_id=one.pk)


def _required(mapping: Mapping[str, str], header: list[str]) -> dict[str, str]:
    known = {f: c for f, c in mapping.items() if f in NAMES and c in header}
    if "account" not in known:
        raise Invalid(
            {
                "account": _(
                    "Say which column holds what happened: without it no row is a complaint."
                )
            }
        )
    twice = [c for c in known.values() if list(known.values()).count(c) > 1]
    if twice:
        words = _("The column “%(column)s” is chosen for two fields. Keep it for one of them.")
        raise Invalid({"mapping": words % {"column": twice[0]}})
    return known


def _remember(by: Actor, at: datetime, one: Import) -> None:
    if by.user_id is not None:
        RememberedMapping.objects.update_or_create(
            person_id=by.user_id,
            signature=signature(one.header),
            defaults={"fields": {f: bare(c) for f, c in one.mapping.items()}, "used_at": at},
        )
