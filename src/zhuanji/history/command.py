"""`zhuanji history`: proving that the story is what was written."""

import click

from zhuanji.history.queries import Stretch, check_stretch, count_chains, story_of


@click.group()
def history() -> None:
    """Look after the append-only history."""


@history.command()
@click.option("--about", default="", help="Only one chain, for example complaint/12.")
@click.pass_context
def verify(context: click.Context, *, about: str) -> None:
    """Walk every chain; name the first broken link and end with exit code 1."""
    if about and not story_of(about).exists():
        raise click.ClickException(
            f"There is no story about {about!r}. It looks like complaint/12."
        )
    checked = check_stretch(Stretch(only=about))
    broken = checked.broken
    if broken is None:
        chains = 1 if about else count_chains()
        click.echo(f"Every link holds: {checked.lines} lines in {chains} chains.")
        return
    click.echo(f"{broken.about} is broken at line {broken.sequence}: {broken.why}.")
    context.exit(1)
