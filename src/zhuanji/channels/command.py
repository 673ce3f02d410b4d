"""`zhuanji import` and `zhuanji export`: what the installation's operator does with tables."""

import os
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import parse_qs

import click
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhuanji.channels import actions, running
from zhuanji.channels.models import Import
from zhuanji.channels.queries import refusals_of, unfinished
from zhuanji.channels.spreadsheets.fields import NAMES, guess
from zhuanji.channels.spreadsheets.headings import EXPORTED
from zhuanji.channels.spreadsheets.problems import say_row
from zhuanji.channels.spreadsheets.refused_files import say_file
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.channels.tables import Upload, store_table_at
from zhuanji.complaints.queries import require_usable
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.roles import SYSTEM

_KINDS = click.Choice(["csv", "xlsx"])
_SHOWN = 20  # refusals printed when no file is named for them
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


def _in_a_folder(
    _context: click.Context, _option: click.Parameter, file: Path | None
) -> Path | None:
    """Before the work begins: what was done would have nowhere to be told."""
    if file and not (file.parent.is_dir() and os.access(file.parent, os.W_OK)):
        with translation.override("en"):
            raise click.BadParameter(
                _("The folder “%(folder)s” is not there or cannot be written to.")
                % {"folder": file.parent}
            )
    return file


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map", "mapped", multiple=True, metavar="FIELD=COLUMN", help="What is not given is guessed."
)
@click.option("--dry-run", is_flag=True, help="Read everything, register nothing.")
@click.option(
    "--bad-rows",
    type=_OUT,
    callback=_in_a_folder,
    help="Write refused rows here (.csv or .xlsx) to correct.",
)
@click.option("--acknowledge", is_flag=True, help="Send customers their acknowledgement.")
@click.option(
    "--every-row",
    is_flag=True,
    help="Also register rows that say the same as another row, here or in an earlier import.",
)
def import_(
    *, file: Path, mapped: tuple[str, ...], dry_run: bool, bad_rows: Path | None, **ways: bool
) -> None:
    """Register the complaints of a spreadsheet; run again at will: what was cut off goes on.

    A row is known by its external reference, else by what it says: it is registered once.

    Exit code 1 when rows were refused, 2 when the file or the mapping cannot be used.
    """
    with translation.override("en"):
        upload = _stored(file)
        mapping = _mapping(mapped, upload.sheet.header)
        one = _begun(upload, mapping, dry_run=dry_run, **ways)
        with click.progressbar(length=one.rows, label=file.name) as progress:
            running.run_import(one.pk, progress=lambda rows: progress.update(rows - progress.pos))
        _report(Import.objects.get(pk=one.pk), bad_rows, dry_run=dry_run)


def _stored(file: Path) -> Upload:
    try:
        return store_table_at(file)
    except NotATable as refusal:
        raise click.UsageError(say_file(refusal.code, refusal.facts)) from refusal
    except Invalid as refusal:
        raise click.UsageError(str(refusal)) from refusal


def _begun(upload: Upload, mapping: dict[str, str], *, dry_run: bool, **ways: bool) -> Import:
    """The import of this file and mapping that was cut off, to be continued, or a new one."""
    at = timezone.now()
    if not dry_run and (cut_off := unfinished(upload.sha256, mapping, **ways)):
        if cut_off.is_at_work:
            return cut_off
        return actions.resume_import(by=SYSTEM, at=at, found=cut_off, here=True)
    made = actions.add_import(by=SYSTEM, at=at, upload=upload)
    begin = actions.check_import if dry_run else actions.confirm_import
    return begin(by=SYSTEM, at=at, found=made, mapping=mapping, here=True, **ways)


def _mapping(mapped: tuple[str, ...], header: tuple[str, ...]) -> dict[str, str]:
    """What was asked for, and for the rest what the headings suggest; what is misspelt is refused."""
    wanted = dict(pair.split("=", 1) for pair in mapped if "=" in pair)
    if len(wanted) != len(mapped):
        raise click.UsageError(_("Write each --map as FIELD=COLUMN, and each field once."))
    for field, column in wanted.items():
        _require_known(field, column, header)
    rest = [column for column in header if column not in wanted.values()]
    mapping = {**guess(rest), **wanted}
    if "account" not in mapping:
        raise click.UsageError(
            _(
                "No column is known to say what happened. Name it with --map account=COLUMN: %(known)s."
            )
            % {"known": ", ".join(header)}
        )
    for field, column in mapping.items():
        click.echo(f"{field} = {column}")
    return mapping


def _require_known(field: str, column: str, header: tuple[str, ...]) -> None:
    if field not in NAMES:
        raise click.UsageError(
            _(
                "There is no field “%(field)s”. Perhaps you mean %(like)s? The fields are: %(known)s."
            )
            % {"field": field, "like": _like(field), "known": ", ".join(NAMES)}
        )
    if column not in header:
        raise click.UsageError(
            _("The file has no column “%(column)s”. Its columns are: %(known)s.")
            % {"column": column, "known": ", ".join(header)}
        )


def _like(field: str) -> str:
    """The field that a misspelt word probably means; 详情 and phone are understood as headings."""
    understood = next(iter(guess([field])), "")
    return understood or get_close_matches(field, NAMES, n=1, cutoff=0)[0]


def _report(one: Import, bad_rows: Path | None, *, dry_run: bool) -> None:
    done = "would register" if dry_run else "registered"
    click.echo(f"{done} {one.registered}, earlier {one.known}, refused {one.refused}")
    if one.problem or one.position < one.rows:
        click.echo(f"{one.position}/{one.rows} {one.problem}", err=True)
    if one.refused and bad_rows:
        kind = "xlsx" if bad_rows.suffix == ".xlsx" else "csv"
        with translation.override("zh-hans"):  # for whoever corrects it, not for us
            running.write_refusals(one, bad_rows, kind)
    elif one.refused:
        for row in refusals_of(one)[:_SHOWN]:
            click.echo(f"{row.number}: {say_row(row.problems)}", err=True)
    if one.refused or one.position < one.rows:
        raise SystemExit(1)


@click.command("export")
@click.option("--format", "kind", type=_KINDS, default="csv", show_default=True)
@click.option("--filter", "query", default="", help='As in the list: "stage=closed&grade=major".')
@click.option("--out", type=_OUT, required=True)
def export(*, kind: str, query: str, out: Path) -> None:
    """Write every complaint that the filter asks for to a file; there is no row limit."""
    try:
        require_usable(parse_qs(query, keep_blank_values=True))
        rows = running.write_export(SYSTEM, out, kind, query, EXPORTED)
    except Invalid as refusal:
        raise click.UsageError(
            " ".join(f"--filter {name}: {words}" for name, words in refusal.problems.items())
        ) from refusal
    except OSError as error:
        raise click.UsageError(
            _("“%(file)s” cannot be written: %(why)s. Choose another place for it.")
            % {"file": out, "why": error.strerror or error}
        ) from error
    actions.note_export(by=SYSTEM, at=timezone.now(), wanted=query, rows=rows)
    click.echo(f"{rows} -> {out}")
