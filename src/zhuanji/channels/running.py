"""Doing the work of an import or an export: jobs and commands call the same."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qs

from django.utils import timezone, translation

from zhuanji.channels import actions, queries
from zhuanji.channels.models import Export, Import
from zhuanji.channels.spreadsheets.fields import REASON
from zhuanji.channels.spreadsheets.headings import heading
from zhuanji.channels.spreadsheets.problems import say_row
from zhuanji.channels.spreadsheets.reading import Options, Reader
from zhuanji.channels.spreadsheets.unpacking import rows_of
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.channels.spreadsheets.writing import Cell, write_table
from zhuanji.channels.tables import export_place, forget_table, table_of
from zhuanji.complaints.queries import read_filter
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.kernel.ids import random_letters
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM

BATCH = 1000
_LANGUAGE = "zh-hans"  # a file's headings are read by more people than whoever ordered it

Progress = Callable[[int], None]  # told how many rows are handled


def run_import(import_id: int, *, progress: Progress = lambda _rows: None) -> None:
    """Go on with an import until it is checked, done or stopped. Twice at once is harmless."""
    one = Import.objects.select_related("person").get(pk=import_id)
    if not one.is_at_work:
        return
    by = _actor(one.person)
    try:
        _through(one, by, progress)
    except actions.Overtaken:
        return
    except (NotAllowed, NotATable, FileNotFoundError) as why:
        problem = type(why).__name__
        actions.halt_import(by=by, at=timezone.now(), found=one, problem=problem)


def _through(one: Import, by: Actor, progress: Progress) -> None:
    reader = Reader(one.header, one.mapping, Options(every_row=one.every_row), one.sha256)
    rows = rows_of(table_of(one.sha256))
    for number, cells in islice(rows, one.position):
        reader.pass_over(number, cells)
    readings = reader.read_all(rows)
    while one.is_at_work:
        began = one.state
        one = actions.take_batch(
            by=by, at=timezone.now(), seen=one, readings=list(islice(readings, BATCH))
        )
        progress(one.position)
        if one.state != began:
            break
    if one.state == Import.State.DONE:
        forget_table(one.sha256)


def _actor(person: User | None) -> Actor:
    """Whoever began it, with the rights they have now; the operator's command acts as the system."""
    if person is None:
        return SYSTEM
    return person.actor if person.is_active else Actor(key=person.actor.key, name=person.name)


def write_refusals(one: Import, path: Path, kind: str) -> None:
    """Write the refused rows as they came, each with its reason: correct them and import them."""
    header: list[str] = [*_without_reason(one.header), str(REASON)]
    write_table(path, kind, header, _corrigible(one))


def _corrigible(one: Import) -> Iterator[list[str]]:
    kept = [place for place, name in enumerate(one.header) if name in _without_reason(one.header)]
    for row in queries.refusals_of(one).iterator(chunk_size=BATCH):
        cells = [*row.cells, *[""] * len(one.header)]
        yield [*(cells[place] for place in kept), say_row(row.problems)]


def _without_reason(header: list[str]) -> list[str]:
    """A file of corrected rows comes with our column: it is not kept twice."""
    return [name for name in header if not queries.is_ours(name)]


def run_export(export_id: int) -> None:
    """Write the file that was ordered, from its beginning. Twice at once is harmless."""
    order = Export.objects.select_related("person").get(pk=export_id)
    if not order.is_at_work:
        return
    by = _actor(order.person)
    place = export_place(order.key, order.format)
    draft = place.with_name(f"{random_letters(12)}.draft")
    try:
        written = write_export(
            by, draft, order.format, order.query, order.columns, told=_teller(order, by)
        )
        draft.replace(place)
        actions.finish_export(
            by=by, at=timezone.now(), order=order, written=written, size=place.stat().st_size
        )
    except actions.Overtaken:
        return
    except NotAllowed:
        actions.halt_export(at=timezone.now(), order=order, problem="NotAllowed")
    finally:
        draft.unlink(missing_ok=True)


def _teller(order: Export, by: Actor) -> Progress:
    def tell(rows: int) -> None:
        if not actions.note_written(by=by, at=timezone.now(), order=order, written=rows):
            raise actions.Overtaken

    return tell


def write_export(
    by: Actor,
    path: Path,
    kind: str,
    query: str,
    columns: Iterable[str],
    *,
    told: Progress = lambda _rows: None,
) -> int:
    """Write every complaint that the query asks for and return how many there were."""
    names = list(columns)
    count = 0

    def cells() -> Iterator[list[Cell]]:
        nonlocal count
        for row in queries.exported(by, read_filter(parse_qs(query)), at=timezone.now()):
            yield [row[name] for name in names]
            count += 1
            if count % BATCH == 0:
                told(count)

    with translation.override(_LANGUAGE):
        write_table(path, kind, [heading(name) for name in names], cells())
    return count
