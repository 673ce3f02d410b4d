"""How well the engine understands labelled Chinese texts, beside a plain model and what is published.

make bench SUBJECT=triage ARGS="--data FOLDER" (--only citizens runs the tasks whose name begins so)
"""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import milliseconds, p95, show
from zhuanji.triage.learning import TextModel
from zhuanji.triage.learning.trial import run_trial, split
from zhuanji.triage.tables import Labelled, read_labelled

_RAW = "citizens/labelled_train.csv"
_TOKENS = "citizens/labelled_more_tokenised_train.csv"


@dataclass(frozen=True)
class Task:
    """Files to learn from and to be examined on (none: a fifth is held out), and what is known."""

    name: str
    train: tuple[str, ...]
    test: str | None
    text: tuple[str, ...]
    label: str
    plain: float  # macro F1 of character 1-3-gram TF-IDF with LinearSVC
    aim: float | None


TASKS = (
    Task(
        "citizens, raw rows", (_RAW,), "citizens/labelled_test.csv", ("text",), "label", 0.885, 0.91
    ),
    Task(
        "citizens, raw and tokenised rows",
        (_RAW, _TOKENS),
        "citizens/labelled_test.csv",
        ("text", "tokens"),
        "label",
        0.920,
        0.94,
    ),
    Task("shopping, category", ("reviews/shopping.csv",), None, ("text",), "category", 0.893, 0.91),
    Task("shopping, polarity", ("reviews/shopping.csv",), None, ("text",), "positive", 0.934, 0.94),
    Task("takeaway, polarity", ("reviews/takeaway.csv",), None, ("review",), "label", 0.878, None),
)


def rows_of(data: Path, files: Sequence[str], task: Task) -> Labelled:
    found = Labelled()
    for file in files:
        found.add(read_labelled(data / file, task.text, (task.label,)))
    return found


def sides(data: Path, task: Task) -> tuple[Labelled, Labelled]:
    learned = rows_of(data, task.train, task)
    if task.test:
        return learned, rows_of(data, (task.test,), task)
    out = split(learned.texts, learned.labels, seed=0)
    parts = (Labelled(), Labelled())
    for text, label, is_out in zip(learned.texts, learned.labels, out, strict=True):
        parts[int(is_out)].texts.append(text)
        parts[int(is_out)].labels.append(label)
    return parts


def examine(data: Path, task: Task) -> list[object]:
    learned, asked = sides(data, task)
    found = run_trial((learned.texts, learned.labels), (asked.texts, asked.labels)).figures
    return [
        task.name,
        f"{len(learned.texts)} / {len(asked.texts)}",
        *(f"{found[name]:.3f}" for name in ("accuracy", "macro_f1")),
        f"{task.plain:.3f}",
        f"{task.aim:.2f}" if task.aim else "",
        *(f"{found[name]:.3f}" for name in ("calibration_error", "coverage_at_95", "covered")),
        f"{found['precision_of_covered']:.3f}",
        found["seconds_to_train"],
        found["per_second"],
    ]


def speed(data: Path) -> list[list[object]]:
    rows = rows_of(data, (_RAW,), TASKS[0])
    raw = TextModel.fit(rows.texts, rows.labels).to_bytes()
    begun = time.perf_counter()
    model = TextModel.from_bytes(raw)
    loaded = (time.perf_counter() - begun) * 1000
    alone = [milliseconds(lambda text=text: model.decide([text])) for text in rows.texts[:500]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        ["loading a model", f"{loaded:.0f} ms"],
        ["deciding one text, p95", f"{p95(alone):.2f} ms"],
        [
            "deciding a text of 1 MB",
            f"{milliseconds(lambda: model.decide(['退款' * 170_000])):.1f} ms",
        ],
        ["most memory, learning included", f"{memory:.0f} MB"],
    ]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True, help="folder with citizens/, reviews/")
    options.add_argument("--only", default="", help="tasks whose name begins so")
    asked = options.parse_args()
    head = ("task", "learned / asked", "accuracy", "macro F1", "plain", "aim", "ECE")
    tasks = [task for task in TASKS if task.name.startswith(asked.only)]
    show(
        "Understanding texts (plain: character 1-3-gram TF-IDF with LinearSVC)",
        (*head, "cover 95", "covered", "precise", "s to train", "per second"),
        [examine(asked.data, task) for task in tasks],
    )
    show("Speed, one core", ("what", "takes"), speed(asked.data))


if __name__ == "__main__":
    main()
