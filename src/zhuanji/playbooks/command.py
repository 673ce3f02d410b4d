"""`zhuanji playbook`: a playbook's file looked through before somebody takes it as the draft."""

from pathlib import Path

import click

from zhuanji.playbooks.documents import LARGEST, write_body
from zhuanji.playbooks.queries import known_here, playbook_in_use
from zhuanji.playbooks.reading import Reading, read_file
from zhuanji.playbooks.shipped import TRADES, shipped

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def playbook() -> None:
    """Check a playbook's file, or write one out."""


@playbook.command()
@click.argument("file", type=_FILE)
def check(*, file: Path) -> None:
    """Say line by line what is wrong with a playbook's FILE; end with 1 when something is."""
    reading = _read(file)
    for one in reading.warnings:
        click.echo(f"{file}: warning: {one}")
    for one in reading.mistakes:
        click.echo(f"{file}: {one}")
    if reading.body is None:
        raise SystemExit(1)
    rows = len(reading.body.categories), len(reading.body.rules)
    click.echo(f"{file}: can be used: {rows[0]} categories, {rows[1]} rules.")


@playbook.command()
@click.option("--trade", "trades", type=click.Choice(TRADES), multiple=True, help="May repeat.")
def show(*, trades: tuple[str, ...]) -> None:
    """Write the playbook in use as YAML, or the shipped one with what trades add."""
    click.echo(write_body(shipped(trades) if trades else playbook_in_use().body), nl=False)


def _read(file: Path) -> Reading:
    if file.stat().st_size > LARGEST:
        raise click.ClickException("This file is too large for a playbook.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException("This file is not UTF-8. Save it as UTF-8.") from error
    return read_file(text, known_here())
