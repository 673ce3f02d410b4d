"""Real spreadsheets: how fast they come in, and whether any two characters in them find their row.

make bench SUBJECT=files ARGS="PATH … --map account=留言详情 --map subject=留言主题"
"""

import argparse
import random
import time
from pathlib import Path

from click.testing import CliRunner
from django.db import connection

from benchmarks.table import milliseconds, p50, p95, show
from zhuanji.channels.command import import_
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.search import newest_matches
from zhuanji.language.ngrams import like_pattern
from zhuanji.language.normalise import fold

_PAGE = 50


def bring_in(path: Path, mapped: list[str]) -> tuple[object, ...]:
    """Import one file as the command does; what it said last, and rows a second."""
    before, start = Complaint.objects.count(), time.perf_counter()
    words = [str(path), *(part for pair in mapped for part in ("--map", pair))]
    answer = CliRunner().invoke(import_, words)
    seconds = time.perf_counter() - start
    new = Complaint.objects.count() - before
    return path.name, new, seconds, new / seconds, answer.output.strip().splitlines()[-1]


def two_characters(number: int) -> list[str]:
    """Up to so many pieces of accounts from anywhere in them; punctuation is nothing to look for."""
    chance = random.Random(11)  # noqa: S311 - not for secrets
    texts = list(Complaint.objects.order_by("pk").values_list("account", flat=True))
    chosen = chance.choices(texts, k=number)
    places = [chance.randrange(max(len(text) - 2, 1)) for text in chosen]
    pieces = [text[at : at + 2] for text, at in zip(chosen, places, strict=True)]
    return [piece for piece in pieces if piece.isalnum()]


def scanned(word: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select complaint_id from complaints_searchentry where text like %s",
            [like_pattern(fold(word))],
        )
        return {row[0] for row in cursor.fetchall()}


def found(word: str) -> set[int]:
    """All that the list would show, page by page."""
    return {one for page in newest_matches(word, chunk=_PAGE) for one in page}


def compare(words: list[str]) -> tuple[object, ...]:
    """How many words were looked for, what share of a plain scan was found, what was too much."""
    expected = missing = false = 0
    times = []
    for word in words:
        times.append(milliseconds(lambda w=word: next(newest_matches(w, chunk=_PAGE))))
        ours, all_of_them = found(word), scanned(word)
        expected += len(all_of_them)
        missing += len(all_of_them - ours)
        false += len(ours - all_of_them)
    recall = 1 - missing / expected if expected else 1.0
    return len(times), f"{recall:.4f}", false, p50(times), p95(times)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--map", dest="mapped", action="append", default=[])
    options.add_argument("--words", type=int, default=300)
    asked = options.parse_args()
    came_in = [bring_in(path, asked.mapped) for path in asked.files]
    show("Import", ("file", "registered", "seconds", "rows/s", "it said"), came_in)
    head = ("words", "recall", "false", "ms p50", "ms p95")
    show("Any two characters, beside a plain scan", head, [compare(two_characters(asked.words))])


if __name__ == "__main__":
    main()
