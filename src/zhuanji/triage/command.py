"""`zhuanji triage`: what the operator asks the engine directly.

Reading needs neither tables nor numpy, so that it answers at once: what evaluating needs is
imported by it alone.
"""

import codecs
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.apps import apps
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from zhuanji.language.reading import read as read_text

_IN = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST_BYTES = 16 * 2**20
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def triage() -> None:
    """Ask the engine that understands complaints."""


@triage.command()
@click.argument("text", required=False)
@click.option("--file", "file", type=_IN, help="Read this text file instead.")
@click.option("--at", "moment", metavar="ISO", help="When it was said, 2026-11-25T15:00; now.")
def read(*, text: str | None, file: Path | None, moment: str | None) -> None:
    """Print as JSON what is read in a complaint: who, what, when, where, how much, what for.

    TEXT is the complaint itself; - reads it from standard input.
    """
    text = _given(text, file)
    reading = read_text(text, at=_local(moment) if moment else timezone.localtime())
    click.echo(_json(reading.as_json()))


def _given(text: str | None, file: Path | None) -> str:
    """Return the one text that was given, whichever way."""
    if (text is None) == (file is None):
        raise click.UsageError("Give either TEXT (- for standard input) or --file.")
    if file is None and text != "-":
        return text or ""
    raw = file.read_bytes() if file else sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise click.ClickException(f"The text is larger than {MOST_BYTES // 2**20} MB.")
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise click.ClickException("This is no text: save it in UTF-8, UTF-16 or GB18030.")


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


@triage.command()
@click.option("--train", "train", type=_IN, multiple=True, required=True, help="CSV; may repeat.")
@click.option("--test", "test", type=_IN, help="CSV; without it a fifth of --train is held out.")
@click.option("--text-column", "texts", multiple=True, default=("text",), show_default=True)
@click.option("--label-column", "labels", multiple=True, default=("label",), show_default=True)
@click.option("--seed", default=0, show_default=True, help="Which fifth is held out.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--predictions", type=_OUT, help="Write each answer here (.csv).")
def evaluate(
    *,
    train: tuple[Path, ...],
    test: Path | None,
    texts: tuple[str, ...],
    labels: tuple[str, ...],
    seed: int,
    as_json: bool,
    predictions: Path | None,
) -> None:
    """Learn from labelled texts, answer others, and say how good the answers are.

    The engine is the product's own. Where files name their columns differently, name each: the
    first that a file has is taken. Near-duplicates are never on both sides of a split.
    """
    import django  # noqa: PLC0415 - for this command alone, like what follows

    if not apps.ready:
        django.setup()
    from django.utils import translation  # noqa: PLC0415

    from zhuanji.kernel.errors import Invalid  # noqa: PLC0415
    from zhuanji.triage.evaluating import (  # noqa: PLC0415
        as_text,
        evaluate_files,
        require_writable,
        write_answers,
    )

    with translation.override("zh-hans"):
        try:
            if predictions:
                require_writable(predictions)
            trial = evaluate_files(train, test, (texts, labels), seed)
            if predictions:
                write_answers(predictions, trial)
        except Invalid as refusal:
            raise click.ClickException(str(refusal)) from refusal
    if trial.warning:
        click.echo(trial.warning, err=True)
    click.echo(as_text(trial.figures) if not as_json else _json(trial.figures))


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)
