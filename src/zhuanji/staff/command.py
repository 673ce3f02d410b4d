"""`zhuanji token`: keys for machines."""

from datetime import timedelta

import click
from django.utils import timezone

from zhuanji.staff import actions
from zhuanji.staff.queries import get_token, tokens
from zhuanji.staff.roles import SYSTEM, Scope

_SHOWN = "%Y-%m-%d %H:%M"


@click.group()
def token() -> None:
    """Create, list and revoke the tokens that machines use for the API."""


@token.command()
@click.option("--name", required=True, help="What the token is for; shown in history.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(Scope.values),
    help="What it may do; give it several times for several scopes.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="End by itself after so many days.")
@click.option("--quiet", is_flag=True, help="Print the token alone.")
def create(*, name: str, scopes: tuple[str, ...], days: int | None, quiet: bool) -> None:
    """Create a token and print it; it cannot be shown again."""
    now = timezone.now()
    made, secret = actions.create_token(
        by=SYSTEM,
        at=now,
        name=name,
        scopes=scopes,
        expires_at=now + timedelta(days=days) if days else None,
    )
    if not quiet:
        click.echo(f"Token {made.pk} “{made.name}”: {', '.join(made.scopes)}", err=True)
        click.echo("Keep it safe: only its hash is stored, so it cannot be shown again.", err=True)
    click.echo(secret)


@token.command("list")
def list_() -> None:
    """List the tokens, the newest first."""
    for row in tokens():
        made = timezone.localtime(row.created_at).strftime(_SHOWN)
        state = row.state_at(timezone.now())
        click.echo(f"{row.pk:>5}  {state:<8} {made}  {row.name}  [{', '.join(row.scopes)}]")


@token.command()
@click.argument("number", type=int)
def revoke(*, number: int) -> None:
    """End a token by its number (see `zhuanji token list`)."""
    was_alive = actions.revoke_token(by=SYSTEM, at=timezone.now(), token=get_token(number))
    click.echo("Revoked." if was_alive else "It was revoked before.")
