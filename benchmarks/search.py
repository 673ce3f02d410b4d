"""How long a search takes and whether it finds all, at growing sizes, beside a plain scan.

make bench SUBJECT=search ARGS="--sizes 10000,100000,1000000"
"""

import argparse
import random
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from benchmarks.complaints import KNOWN, Writer, fill
from benchmarks.table import milliseconds, p50, p95, show
from zhuanji.complaints.models import SearchEntry
from zhuanji.complaints.queries import Filter, list_complaints
from zhuanji.complaints.queries.search import entries_with
from zhuanji.language.ngrams import like_pattern
from zhuanji.language.normalise import fold
from zhuanji.staff.roles import SYSTEM

_SCANS = 8  # a plain scan of a million is slow: this many words are compared


@dataclass(frozen=True)
class Kind:
    name: str
    words: list[str]


def kinds(size: int) -> list[Kind]:
    """Words of every sort that people type, rare and common, of one character and more."""
    chance, writer = random.Random(5), Writer()  # noqa: S311
    numbers = chance.sample(range(size), 20)
    texts = [str(writer.complaint(n)["account"]) for n in numbers]
    pieces = [t[3:] for t in texts]
    return [
        Kind("common words", list(KNOWN)),
        Kind("one character", [p[0] for p in pieces]),
        Kind("two characters", [p[4:6] for p in pieces if "，" not in p[4:6]]),
        Kind("six characters", [p[9:15].split("，")[0] or p[:2] for p in pieces]),
        Kind("two words", [f"{p[:2]} {p[20:22]}" for p in pieces]),
        Kind("phone tail", [f"{n % 10_000:04d}" for n in numbers]),
        Kind("order number", [f"{20250101 + n % 365}{n:08d}" for n in numbers]),
        Kind("found nowhere", ["龘龘靐", "zzzq9", "0000000000000"]),
    ]


def search(words: str) -> object:
    return list_complaints(SYSTEM, Filter(search=words), at=timezone.now()).rows


def recall(words: list[str]) -> float:
    """Found by the index ÷ found by reading every text."""
    found = expected = 0
    for term in words[:_SCANS]:
        pattern = like_pattern(fold(term.split()[0]))
        with connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = on")
            cursor.execute(
                "select count(*) from complaints_searchentry where text like %s", [pattern]
            )
            expected += cursor.fetchone()[0]
        found += entries_with(term.split()[0]).count()
    return found / expected if expected else 1.0


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default="10000,100000")
    options.add_argument("--recall", action="store_true", help="compare with plain scans")
    asked = options.parse_args()
    rows = []
    every: list[float] = []
    for size in map(int, asked.sizes.split(",")):
        fill(size)
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze complaints_searchentry")
            cursor.execute("vacuum analyze complaints_complaint")
        every = []
        for kind in kinds(size):
            for word in kind.words:
                search(word)
            times = [
                milliseconds(lambda w=word: search(w)) for word in kind.words for _ in range(3)
            ]
            every += times
            complete = f"{recall(kind.words):.4f}" if asked.recall else ""
            rows.append((size, kind.name, p50(times), p95(times), max(times), complete))
        rows.append((size, "all together", p50(every), p95(every), max(every), ""))
    head = ("complaints", "words", "ms p50", "ms p95", "ms max", "recall")
    show(f"Search, a page of 50 ({SearchEntry.objects.count():,} rows)", head, rows)


if __name__ == "__main__":
    main()
