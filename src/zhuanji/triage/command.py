"""`zhuanji triage`: what the operator asks the engine directly."""

import json
from datetime import datetime

import click
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from zhuanji.language.reading import read as read_text


@click.group()
def triage() -> None:
    """Ask the engine that understands complaints."""


@triage.command()
@click.argument("text")
@click.option("--at", "moment", metavar="ISO", help="When it was said, 2026-11-25T15:00; now.")
def read(*, text: str, moment: str | None) -> None:
    """Print as JSON what is read in a complaint: who, what, when, where, how much, what for."""
    reading = read_text(text, at=_local(moment) if moment else timezone.localtime())
    click.echo(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))


def _local(typed: str) -> datetime:
    try:
        moment = parse_datetime(typed) or datetime.fromisoformat(typed)
        return timezone.localtime(
            moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        )
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(
            f"{typed!r} is no moment. It looks like 2026-11-25T15:00.", param_hint="--at"
        ) from error
