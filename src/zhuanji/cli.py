"""The command line: `zhuanji COMMAND`.

A command lives in the app whose use case it is; here stands only its line. Nothing is imported
before a command is chosen, so `zhuanji --help` answers at once.

Commands speak English, whatever the shell's language is: their help, their messages, their log and
docs/reference are one body of text in which an operator searches for a sentence, and half of it
comes from libraries that know no other. What a command writes for others to read, like the file of
an import's refused rows, is in Chinese.
"""

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from zhuanji import __version__


@dataclass(frozen=True, slots=True)
class Line:
    """Where a command is, what it does in one line, and what must be there when it runs."""

    where: str
    help: str
    django: bool = True
    database: bool = True
    language: str = "en"


_OPERATIONS = "zhuanji.operations.commands"
COMMANDS = {
    "check": Line(f"{_OPERATIONS}:check", "Check settings, code and database."),
    "demo": Line(
        "zhuanji.demo.command:demo",
        "Load an invented company with a year of complaints.",
        language="zh-hans",  # what it invents is Chinese
    ),
    "django": Line(f"{_OPERATIONS}:django", "Run one of Django's own commands: django shell."),
    "export": Line("zhuanji.channels.command:export", "Write complaints to a spreadsheet."),
    "health": Line(
        f"{_OPERATIONS}:health", "Say what is well and what is not.", django=False, database=False
    ),
    "history": Line("zhuanji.history.command:history", "Verify the append-only history."),
    "invite": Line(
        "zhuanji.desk.people.command:invite", "Print a link for the first administrator."
    ),
    "import": Line("zhuanji.channels.command:import_", "Register a spreadsheet's complaints."),
    "migrate": Line(f"{_OPERATIONS}:migrate", "Bring the database up to date.", database=False),
    "playbook": Line(
        "zhuanji.playbooks.command:playbook", "Check a playbook's file, or write one out."
    ),
    "serve": Line(f"{_OPERATIONS}:serve", "Run the web server.", django=False, database=False),
    "token": Line("zhuanji.staff.command:token", "Create, list and revoke API tokens."),
    "triage": Line(
        "zhuanji.triage.command:triage",
        "Ask the engine that understands complaints.",
        django=False,  # reading needs none of it; evaluating sets it up
        database=False,
    ),
    "up": Line(f"{_OPERATIONS}:up", "Run everything until Ctrl-C.", django=False, database=False),
    "worker": Line(f"{_OPERATIONS}:worker", "Run jobs, sweeps, live updates.", database=False),
}


class Lazy(click.Group):
    """Loads a command when it is chosen."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def invoke(self, ctx: click.Context) -> Any:
        from zhuanji.operations.failures import CannotRun

        try:
            return super().invoke(ctx)
        except CannotRun as failure:
            raise click.ClickException(str(failure)) from failure

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        line = COMMANDS.get(cmd_name)
        if line:
            _require_settings(os.environ, make_folder=cmd_name != "health")
        return _load(line) if line else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in sorted(COMMANDS)])


def _require_settings(environment: Mapping[str, str], *, make_folder: bool) -> None:
    """Name every setting that cannot be used before anything begins with it."""
    from zhuanji.operations.environment import mistake_about_folder, mistakes

    found = mistakes(environment)
    if make_folder and (folder := mistake_about_folder(environment)):
        found.append(folder)
    if found:
        raise click.ClickException("\n".join(found))


def _load(line: Line) -> click.Command:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
    if line.django:
        _set_up_django()
    module, attribute = line.where.split(":")
    command: click.Command = getattr(import_module(module), attribute)
    if line.database:
        _give_database(command, language=line.language)
    return command


def _set_up_django() -> None:
    import django

    django.setup()


def _give_database(command: click.Command, *, language: str) -> None:
    """Let the command, or each of a group, run with a database and answer refusals in a sentence."""
    if isinstance(command, click.Group):
        for member in command.commands.values():
            _give_database(member, language=language)
    elif command.callback is not None:
        command.callback = _in_database(command.callback, language=language)


def _in_database(callback: Callable[..., Any], *, language: str = "en") -> Callable[..., Any]:
    from django.db import ProgrammingError
    from django.utils import translation
    from psycopg.errors import UndefinedColumn, UndefinedTable

    from zhuanji.kernel.errors import DomainError
    from zhuanji.operations import database

    @functools.wraps(callback)
    def call(*args: Any, **kwargs: Any) -> Any:
        with database.available(), translation.override(language):
            try:
                return callback(*args, **kwargs)
            except DomainError as refusal:
                raise click.ClickException(str(refusal)) from refusal
            except ProgrammingError as error:
                if not isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
                    raise
                raise click.ClickException(
                    "The database has no tables yet, or old ones. Run zhuanji migrate first."
                ) from error

    return call


@click.command(cls=Lazy)
@click.version_option(__version__, prog_name="zhuanji")
def main() -> None:
    """转机 Zhuanji: a complaint from the first angry sentence to a verified improvement.

    Settings come from the environment; ZHUANJI_VAR is the folder of all data (default ./var) and
    DATABASE_URL a PostgreSQL server instead of the embedded one.
    """


if __name__ == "__main__":
    main()
