"""How long the board takes to open, and how soon a move is told, with many open complaints.

make bench SUBJECT=board ARGS="--cards 5000"
"""

import argparse
import random

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.complaints import fill
from benchmarks.pages import visitors
from benchmarks.table import milliseconds, p50, p95, show
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import OPEN
from zhuanji.history.queries import newest_settled

_OURS = {"source_key__startswith": "bench:"}


def spread(cards: int) -> None:
    """Let that many of the benchmark's complaints be open, in every open stage, and no others."""
    fill(cards)
    chance = random.Random(7)  # noqa: S311 - not for secrets
    kept = list(Complaint.objects.filter(**_OURS).order_by("pk")[:cards])
    stages = sorted(OPEN)
    for one in kept:
        one.stage, one.finished_at = chance.choice(stages), None
    Complaint.objects.bulk_update(
        kept, ["stage", "finished_at"], batch_size=1000
    )  # writes-ok: ours


def addresses() -> dict[str, str]:
    place = "{}.{}".format(*newest_settled())
    return {
        "by stage": "/desk/board/",
        "by owner": "/desk/board/?group=owner",
        "wall": "/desk/board/?wall=1",
        "what changed": f"/desk/board/changes/?place={place}",
    }


def measure(client: Client, path: str, rounds: int) -> tuple[int, list[float]]:
    reset_queries()  # a full log counts no further
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    client.get(path)
    return len(asked), [milliseconds(lambda: client.get(path)) for _ in range(rounds)]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cards", type=int, default=5000)
    options.add_argument("--rounds", type=int, default=15)
    asked = options.parse_args()
    spread(asked.cards)
    desk, _machine = visitors()
    shown = Complaint.objects.filter(stage__in=sorted(OPEN)).count()
    rows = []
    for name, path in addresses().items():
        statements, times = measure(desk, path, asked.rounds)
        rows.append((name, shown, statements, p50(times), p95(times)))
    head = ("board", "open cards", "statements", "ms p50", "ms p95")
    show("The board, made in one process", head, rows)


if __name__ == "__main__":
    main()
