"""Rules of the house that neither types nor import contracts see."""

import ast
from collections.abc import Iterator
from pathlib import Path

from procrastinate.contrib.django import app

SOURCE = Path(__file__).parents[2] / "src/zhuanji"


def calls_of(function: str) -> Iterator[ast.Call]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function:
                yield node


def test_every_job_that_is_enqueued_exists() -> None:
    enqueued = {ast.literal_eval(call.args[0]) for call in calls_of("enqueue")}

    assert enqueued - set(app.tasks) == set()


def test_every_job_of_ours_is_retried() -> None:
    ours = [task for name, task in app.tasks.items() if not name.startswith(("builtin", "procra"))]

    assert [task.name for task in ours if task.retry_strategy is None] == []
