"""The command line answers at once and refuses in a sentence."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from django.db import connection

from zhuanji import cli
from zhuanji.kernel.errors import NotAllowed
from zhuanji.operations import preparation

real_load = cli._load

HELP_WITHOUT_DJANGO = """
import sys
from click.testing import CliRunner
from zhuanji.cli import COMMANDS, main
result = CliRunner().invoke(main, ["--help"])
assert [name for name in COMMANDS if f"  {name} " not in result.output] == []
print("django" in sys.modules)
"""


def test_help_lists_every_command_without_importing_django() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", HELP_WITHOUT_DJANGO], check=True, capture_output=True, text=True
    )

    assert answer.stdout.strip() == "False"


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_line_leads_to_a_command(name: str) -> None:
    result = CliRunner().invoke(cli.main, [name, "--help"])

    assert (result.exit_code, result.output.splitlines()[0][:6]) == (0, "Usage:")


def test_an_unknown_command_is_named() -> None:
    result = CliRunner().invoke(cli.main, ["dance"])

    assert result.exit_code == 2
    assert "No such command 'dance'" in result.output


def test_a_refusal_of_the_domain_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def refuse() -> None:
        raise NotAllowed("Ask a lead.")

    monkeypatch.setattr(cli, "import_module", lambda _: click)
    monkeypatch.setattr(click, "refuse", refuse, raising=False)
    monkeypatch.setitem(cli.COMMANDS, "refuse", cli.Line("somewhere:refuse", "Say no."))

    result = CliRunner().invoke(cli.main, ["refuse"])

    assert (result.exit_code, result.output) == (1, "Error: Ask a lead.\n")


@pytest.mark.django_db
def test_without_tables_the_way_forward_is_told() -> None:
    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select * from a_table_of_tomorrow")

    with pytest.raises(click.ClickException, match="Run zhuanji migrate first"):
        cli._in_database(look)()


@pytest.mark.parametrize(("empty", "loaded"), [(True, ["demo"]), (False, [])])
def test_the_demo_company_moves_in_where_nobody_works(
    monkeypatch: pytest.MonkeyPatch, *, empty: bool, loaded: list[str]
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(preparation, "prepare", lambda: None)
    monkeypatch.setattr(preparation, "is_empty", lambda: empty)
    monkeypatch.setattr(
        cli, "_load", lambda line: command_of(line) if "demo" in line.where else real_load(line)
    )
    monkeypatch.setitem(cli.COMMANDS, "demo", cli.Line("somewhere:demo", "Load the demo company."))

    def command_of(line: cli.Line) -> click.Command:
        return click.Command("demo", callback=lambda: seen.append(line.where.split(":")[1]))

    result = CliRunner().invoke(cli.main, ["migrate", "--demo"])

    assert (result.exit_code, seen) == (0, loaded)


@pytest.mark.django_db
@pytest.mark.parametrize("about", ["nonsense", "complaint/99999999"])
def test_a_story_that_is_not_there_is_not_called_whole(about: str) -> None:
    result = CliRunner().invoke(cli.main, ["history", "verify", "--about", about])

    assert result.exit_code == 1
    assert f"There is no story about '{about}'" in result.output
