"""Registering by the thousand, read and checked as an import's, beside COPY of the same rows.

make bench SUBJECT=bulk ARGS="--rows 10000"
"""

import argparse
import random
import time

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.complaints import CHUNK, Writer
from benchmarks.table import show
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.staff.roles import SYSTEM

_TABLES = {
    "complaints_complaint": "id",
    "complaints_deadline": "complaint_id",
    "complaints_searchentry": "complaint_id",
}


def register(given: list[dict[str, object]]) -> float:
    name, start = f"bulk-{time.time_ns()}", time.perf_counter()
    for first in range(0, len(given), CHUNK):
        rows = [
            actions.Row(read_registration(words), f"{name}:{first + place}")
            for place, words in enumerate(given[first : first + CHUNK])
        ]
        actions.register_complaints(by=SYSTEM, at=timezone.now(), rows=rows)
    return time.perf_counter() - start


def copy(count: int) -> float:
    """Write the newest rows a second time into tables just like theirs, indexes and all."""
    newest = Complaint.objects.order_by("-pk").values_list("pk", flat=True)
    lowest, took = newest[count - 1], 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        for table, key in _TABLES.items():
            cursor.execute(f"create temp table c_{table} (like {table} including all)")
            with cursor.copy(
                f"copy (select * from {table} where {key} >= {lowest}) to stdout"  # noqa: S608 - our own names
            ) as out:
                lines = b"".join(bytes(piece) for piece in out)
            start = time.perf_counter()
            with cursor.copy(f"copy c_{table} from stdin") as copied:
                copied.write(lines)
            took += time.perf_counter() - start
        transaction.set_rollback(True)
    return took


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=10_000)
    count = options.parse_args().rows
    writer, base = Writer(), random.SystemRandom().randrange(1_000_000)
    given = [writer.complaint(base + number) for number in range(count)]
    for words in given:
        del words["received_at"]
    ours = register(given)
    plain = copy(count)
    rows = [
        ("registered in bulk", count / ours, ours / plain),
        ("COPY, three of the tables", count / plain, 1.0),
    ]
    show(f"{count:,} complaints", ("how", "per second", "times as long"), rows)


if __name__ == "__main__":
    main()
