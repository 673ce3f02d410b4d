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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was asked, what was answered, and what the answers are worth."""

    asked: Labelled
    decisions: "Sequence[Decision]"
    figures: dict[str, Any]


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
    asked = read_labelled(test, *columns) if test else _held_out(learned, seed)
    if len(set(learned.labels)) == 1:
        raise Invalid(message=_("All texts to learn from have the same label."))
    trial = run_trial((learned.texts, learned.labels), (asked.texts, asked.labels), seed=seed)
    passed_over = {"rows_passed_over": learned.passed_over + asked.passed_over}
    return Evaluation(asked, trial.decisions, trial.figures | passed_over)


def _held_out(learned: Labelled, seed: int) -> Labelled:
    """Take a fifth out of what is learned."""
    from zhuanji.triage.learning.trial import split  # noqa: PLC0415 - as above

    out = split(learned.texts, learned.labels, seed=seed)
    if out.all() or not out.any():
        raise Invalid(message=_("These are too few different texts to hold a fifth out."))
    rows = list(zip(learned.texts, learned.labels, out.tolist(), strict=True))
    learned.texts = [text for text, _label, is_out in rows if not is_out]
    learned.labels = [label for _text, label, is_out in rows if not is_out]
    asked = [(text, label) for text, label, is_out in rows if is_out]
    return Labelled([text for text, _label in asked], [label for _text, label in asked])


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
    """Write each answer beside what is true, in the order of the texts."""
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["label", "predicted", "probability", "margin", "second"])
            for true, one in zip(found.asked.labels, found.decisions, strict=True):
                second = one.ranked[1][0] if one.ranked[1:] else ""
                row = [true, one.label, f"{one.probability:.4f}", f"{one.margin:.4f}", second]
                writer.writerow(row)
    except OSError as error:
        raise Invalid(
            message=_("%(file)s cannot be written: %(reason)s.")
            % {"file": file, "reason": error.strerror}
        ) from error
