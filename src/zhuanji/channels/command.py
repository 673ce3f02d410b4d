"""`zhuanji import` and `zhuanji export`: what the installation's operator does with tables."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import click
from django.utils import timezone, translation

from zhuanji.channels import actions
from zhuanji.channels.queries import exported
from zhuanji.channels.spreadsheets import unpacking
from zhuanji.channels.spreadsheets.fields import NAMES, REASON, guess
from zhuanji.channels.spreadsheets.headings import heading
from zhuanji.channels.spreadsheets.problems import say_file, say_row
from zhuanji.channels.spreadsheets.reading import Options, Reader, Reading
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.channels.spreadsheets.writing import Cell, write_table
from zhuanji.complaints.queries import read_filter
from zhuanji.staff.roles import SYSTEM

_KINDS = click.Choice(["csv", "xlsx"])
_SHOWN = 20  # refusals printed when no file is named for them
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map", "mapped", multiple=True, metavar="FIELD=COLUMN", help="Guessed if not given."
)
@click.option("--dry-run", is_flag=True, help="Read everything, register nothing.")
@click.option("--bad-rows", type=_OUT, help="Write refused rows here (.csv or .xlsx) to correct.")
@click.option("--acknowledge", is_flag=True, help="Send customers their acknowledgement.")
def import_(
    *, file: Path, mapped: tuple[str, ...], dry_run: bool, bad_rows: Path | None, acknowledge: bool
) -> None:
    """Register the complaints of a spreadsheet; run again at will, nothing registers twice.

    Exit code 1 when rows were refused, 2 when the file or the mapping cannot be used.
    """
    with tempfile.TemporaryDirectory() as folder, translation.override("zh-hans"):
        table = Path(folder) / "table.csv"
        sheet = _unpacked(file, table)
        mapping = _mapping(mapped, sheet.header)
        with file.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        reader = Reader(sheet.header, mapping, Options(acknowledge=acknowledge), sha256)
        refused: list[Reading] = []
        counts = actions.Counts()
        readings = reader.read_all(unpacking.rows_of(table))
        with click.progressbar(length=sheet.rows, label=file.name) as progress:
            for batch in actions.batches(readings):
                refused += [one for one in batch if one.given is None]
                counts += _handle(batch, dry_run=dry_run, acknowledge=acknowledge)
                progress.update(len(batch))
        if not dry_run:
            actions.note_import(by=SYSTEM, at=timezone.now(), sha256=sha256, counts=counts)
        _report(counts, refused, sheet, bad_rows, dry_run=dry_run)


def _unpacked(file: Path, table: Path) -> unpacking.Sheet:
    try:
        return unpacking.unpack(file, table)
    except NotATable as refusal:
        raise click.UsageError(say_file(refusal.code, refusal.facts)) from refusal


def _mapping(mapped: tuple[str, ...], header: tuple[str, ...]) -> dict[str, str]:
    """What was asked for, else what the headings suggest. A misspelt word is refused by name."""
    wanted = dict(pair.split("=", 1) for pair in mapped if "=" in pair)
    if len(wanted) != len(mapped):
        raise click.UsageError("--map FIELD=COLUMN")
    for field, column in wanted.items():
        if field not in NAMES:
            raise click.UsageError(f"{field}: {', '.join(NAMES)}")
        if column not in header:
            raise click.UsageError(f"{column}: {', '.join(header)}")
    mapping = wanted or guess(header)
    if "account" not in mapping:
        raise click.UsageError(f"--map account=COLUMN: {', '.join(header)}")
    for field, column in mapping.items():
        click.echo(f"{field} = {column}")
    return mapping


def _handle(batch: list[Reading], *, dry_run: bool, acknowledge: bool) -> actions.Counts:
    if dry_run:
        refused = sum(one.given is None for one in batch)
        return actions.Counts(len(batch) - refused, 0, refused)
    return actions.import_batch(
        by=SYSTEM, at=timezone.now(), readings=batch, acknowledge=acknowledge
    )


def _report(
    counts: actions.Counts,
    refused: list[Reading],
    sheet: unpacking.Sheet,
    bad_rows: Path | None,
    *,
    dry_run: bool,
) -> None:
    done = "would register" if dry_run else "registered"
    click.echo(f"{done} {counts.registered}, earlier {counts.earlier}, refused {counts.refused}")
    if refused and bad_rows:
        kind = "xlsx" if bad_rows.suffix == ".xlsx" else "csv"
        write_table(
            bad_rows, kind, [*sheet.header, str(REASON)], _corrigible(refused, len(sheet.header))
        )
    elif refused:
        for one in refused[:_SHOWN]:
            click.echo(f"{one.number}: {say_row(one.problems)}", err=True)
    if refused:
        raise SystemExit(1)


def _corrigible(refused: list[Reading], width: int) -> Iterator[list[str]]:
    for one in refused:
        cells = [*one.cells, *[""] * width][:width]
        yield [*cells, say_row(one.problems)]


@click.command("export")
@click.option("--format", "kind", type=_KINDS, default="csv", show_default=True)
@click.option("--filter", "query", default="", help='As in the list: "stage=closed&grade=major".')
@click.option("--out", type=_OUT, required=True)
def export(*, kind: str, query: str, out: Path) -> None:
    """Write every complaint that the filter asks for to a file; there is no row limit."""
    at = timezone.now()
    with translation.override("zh-hans"):
        rows = exported(SYSTEM, read_filter(parse_qs(query)), at=at)
        first = next(rows, None)
        names = list(first or {"number": ""})
        counted = _Counted()
        everything = counted.through(first, rows)
        cells: Iterator[list[Cell]] = ([row[name] for name in names] for row in everything)
        write_table(out, kind, [heading(name) for name in names], cells)
    actions.note_export(by=SYSTEM, at=at, wanted=query, rows=counted.rows)
    click.echo(f"{counted.rows} -> {out}")


class _Counted:
    rows = 0

    def through(
        self, first: dict[str, Cell] | None, rest: Iterator[dict[str, Cell]]
    ) -> Iterator[dict[str, Cell]]:
        if first is not None:
            self.rows += 1
            yield first
        for row in rest:
            self.rows += 1
            yield row
