"""The commands that keep an installation alive.

Each imports what it needs when it runs: the command line answers at once, and the supervisor stays
small. `--parent` is how the supervisor starts them: it looks after the database then, not they.
"""

import contextlib
import os
import signal

import click

from zhuanji.operations import database, environment
from zhuanji.operations.parentage import die_with_parent

_parent = click.option(
    "--parent",
    type=int,
    metavar="PID",
    help="Stop when this process, which started the command, ends.",
)
_address = click.option("--address", default="127.0.0.1", show_default=True)
_port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
_workers = click.option(
    "--workers",
    default=lambda: min(os.cpu_count() or 1, 2),
    show_default="one per core, at most 2",
    help="Server processes.",
    type=click.IntRange(min=1),
)


def _following(parent: int | None) -> contextlib.AbstractContextManager[None]:
    """The database for a command: kept by the parent we follow, else ours while we run."""
    if parent is None:
        return database.available()
    die_with_parent(parent, signal.SIGTERM)
    return contextlib.nullcontext()


@click.command()
@_parent
@_address
@_port
@_workers
@click.option("--demo/--no-demo", default=True, help="Load the demo company when nobody is here.")
def up(*, parent: int | None, address: str, port: int, workers: int, demo: bool) -> None:
    """Run everything: database, migrations, web server and worker, until Ctrl-C."""
    from zhuanji.operations.supervisor import Supervisor

    if parent is not None:
        die_with_parent(parent, signal.SIGTERM)
    Supervisor(address=address, port=port, workers=workers, demo=demo).run()


@click.command()
@_parent
@_address
@_port
@_workers
def serve(*, parent: int | None, address: str, port: int, workers: int) -> None:
    """Run the web server."""
    from zhuanji.operations import ports, web

    if parent is None:  # the supervisor has looked, and starts again what has just ended
        ports.require_free(address, port)
    with _following(parent):
        web.serve(address=address, port=port, workers=workers)


@click.command()
@_parent
def worker(*, parent: int | None) -> None:
    """Run jobs, sweeps and live updates."""
    os.environ.setdefault("ZHUANJI_CONNECTIONS", "16")  # its sweeps are threads side by side
    with _following(parent):
        from zhuanji.operations.worker import work

        work()


@click.command()
@_parent
@click.option("--demo", is_flag=True, help="Load the demo company when nobody is here yet.")
def migrate(*, parent: int | None, demo: bool) -> None:
    """Bring translations and tables up to date, and refuse a database that may forget."""
    from zhuanji.operations import preparation

    with _following(parent):
        preparation.prepare()
        if not preparation.is_empty():
            return
        if demo:
            _load_demo()
        else:
            click.echo("Nobody works here yet. Begin with: zhuanji invite USERNAME --name NAME")


def _load_demo() -> None:
    root = click.get_current_context().find_root()
    if isinstance(root.command, click.Group) and (
        command := root.command.get_command(root, "demo")
    ):
        root.invoke(command)


@click.command()
def check() -> None:
    """Check settings and code, that no table lacks a migration, and that the database is safe."""
    from django.core.management import call_command

    from zhuanji.operations import durability

    call_command("check", databases=["default"], fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True)
    durability.require_durable()


@click.command()
def health() -> None:
    """Say what is well and what is not; the exit code is 1 when something is not. Makes nothing."""
    if problem := environment.mistake_about_folder(os.environ, make=False):
        click.echo(f"BAD  {'folder':10} {problem}")
        raise SystemExit(1)
    # Only looking: an installation that has no key yet is not given one.
    os.environ.setdefault("ZHUANJI_SECRET_KEY", "only looking")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
    import django as framework

    framework.setup()
    from django.utils import timezone

    from zhuanji.operations.health import examine

    findings = list(examine(at=timezone.now()))
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject:10} {finding.detail}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def django(*, words: tuple[str, ...]) -> None:
    """Run one of Django's own commands: zhuanji django makemigrations."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["zhuanji django", *words])
