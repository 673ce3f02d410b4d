"""Learning from files and answering files, as `zhuanji triage evaluate` does it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from zhuanji.kernel.errors import Invalid
from zhuanji.triage.tables import Labelled, read_labelled

if TYPE_CHECKING:
    from zhuanji.triage.learning import Decision

LEAST_TEXTS = 10
_HEADING = ("file", "row", "text", "label", "predicted", "probability", "margin", "second")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was asked, what was answered, and what the answers are worth."""

    asked: Labelled
    decisions: "Sequence[Decision]"
    figures: dict[str, Any]
    warning: str = ""


def evaluate_files(
    train: Sequence[Path],
    test: Path | None,
    columns: tuple[Sequence[str], Sequence[str]],
    seed: int,
) -> Evaluation:
    """Learn from `train`, answer `test` (or a fifth of `train`, held out) with the product's engine.

    Invalid, with a sentence, when the files do not serve. `columns` are names of the text's and the
    label's column; the first that a file has is taken.
    """
    from zhuanji.triage.learning.trial import run_trial  # noqa: PLC0415 - numpy for this alone

    learned = Labelled()
    for file in train:
        learned.add(read_labelled(file, *columns))
    if len(set(learned.labels)) == 1:
        raise Invalid(message=_("All texts to learn from have the same label."))
    asked = read_labelled(test, *columns) if test else _held_out(learned, seed)
    _require_enough(learned)
    try:
        trial = run_trial((learned.texts, learned.labels), (asked.texts, asked.labels), seed=seed)
    except ValueError as error:  # of a library: there is nothing that it can learn
        raise Invalid(
            message=_("These texts share too few words to learn from: take more of them.")
        ) from error
    known = set(learned.texts)
    seen = sum(text in known for text in asked.texts)
    counts = {"rows_passed_over": learned.passed_over + asked.passed_over, "also_learned": seen}
    return Evaluation(
        asked, trial.decisions, trial.figures | counts, _warning(seen, len(asked.texts))
    )


def _require_enough(learned: Labelled) -> None:
    if len(learned.texts) < LEAST_TEXTS or len(set(learned.labels)) == 1:
        raise Invalid(
            message=_("%(count)s texts are left to learn from; %(least)s of two labels are needed.")
            % {"count": len(learned.texts), "least": LEAST_TEXTS}
        )


def _warning(seen: int, asked: int) -> str:
    if not seen:
        return ""
    return _(
        "%(seen)s of the %(asked)s texts asked were also learned from: the figures flatter."
    ) % {
        "seen": seen,
        "asked": asked,
    }


def require_writable(file: Path) -> None:
    """Refuse a file that the answers could not be written to, before an hour of learning."""
    existed = file.exists()
    try:
        with file.open("ab"):
            pass
    except OSError as error:
        raise _unwritable(file, error) from error
    if not existed:
        file.unlink()


def _unwritable(file: Path, error: OSError) -> Invalid:
    return Invalid(
        message=_("%(file)s cannot be written: %(reason)s.")
        % {"file": file, "reason": error.strerror}
    )


def _held_out(learned: Labelled, seed: int) -> Labelled:
    """Take a fifth out of what is learned."""
    from zhuanji.triage.learning.trial import split  # noqa: PLC0415 - as above

    out = split(learned.texts, learned.labels, seed=seed)
    if out.all() or not out.any():
        raise Invalid(message=_("These are too few different texts to hold a fifth out."))
    rows = list(zip(learned.texts, learned.labels, learned.rows, out.tolist(), strict=True))
    kept = [row[:3] for row in rows if not row[3]]
    taken = [row[:3] for row in rows if row[3]]
    learned.texts, learned.labels, learned.rows = (
        list(column) for column in zip(*kept, strict=True)
    )
    texts, labels, places = (list(column) for column in zip(*taken, strict=True))
    return Labelled(texts, labels, places)


def as_text(figures: dict[str, Any]) -> str:
    """Return the figures as they are printed: one a line, then a line for each label."""
    lines = [
        f"{name:<22}{value:.4f}" if isinstance(value, float) else f"{name:<22}{value}"
        for name, value in figures.items()
        if name != "labels"
    ]
    lines += ["", f"{'precision':>9} {'recall':>7} {'f1':>7} {'texts':>7}  label"]
    lines += [
        f"{row['precision']:>9.3f} {row['recall']:>7.3f} {row['f1']:>7.3f} {row['texts']:>7}  {row['label']}"
        for row in figures["labels"]
    ]
    return "\n".join(lines)


def write_answers(file: Path, found: Evaluation) -> None:
    """Write each answer beside the text, where it stands, and what is true, in their order."""
    asked = found.asked
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(_HEADING)
            for (name, row), text, true, one in zip(
                asked.rows, asked.texts, asked.labels, found.decisions, strict=True
            ):
                second = one.ranked[1][0] if one.ranked[1:] else ""
                answer = [one.label, f"{one.probability:.4f}", f"{one.margin:.4f}", second]
                writer.writerow([name, row, text, true, *answer])
    except OSError as error:
        raise _unwritable(file, error) from error
