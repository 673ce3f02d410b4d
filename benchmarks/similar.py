"""Whether complaints of one matter find each other, beside BM25, and how long that takes as they grow.

make bench SUBJECT=similar ARGS="--data ../shared/data"
make bench SUBJECT=similar ARGS="--sizes 10000,100000,1000000"
"""

import argparse
import csv
import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from benchmarks import similar_growth
from benchmarks.retrieval import BM25, Cosine
from benchmarks.table import p50, p95, show
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.language.normalise import fold
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions.signing import sign
from zhuanji.triage.models import TermStatistics
from zhuanji.triage.neighbours.terms import number_of, pieces, terms_of
from zhuanji.triage.neighbours.weights import Weights
from zhuanji.triage.queries.lookup import knowledge, nearest

_TEN = 10
_AT = datetime(2026, 3, 2, tzinfo=UTC)
_QUOTED = re.compile('[“"《「][^”"》」]{4,}[”"》」]')


@dataclass(frozen=True)
class Text:
    subject: str
    account: str

    @property
    def said(self) -> dict[int, float]:
        return terms_of(self.subject, self.account)

    @property
    def counted(self) -> Counter[int]:
        """The same terms, the subject twice, as BM25 counts them."""
        both = fold(f"{self.subject}\n{self.subject}\n{self.account}")
        return Counter(number_of(term) for _at, term in pieces(both))


Search = Callable[[Text, int], list[int]]  # a text and how many wanted; places of the texts found


@contextmanager
def in_the_product(texts: Sequence[Text]) -> Iterator[Search]:
    """Search as the product does, in its tables; nothing of the texts stays there."""
    with transaction.atomic():
        rows = [
            actions.Row(_registration(text), f"likeness:{place}")
            for place, text in enumerate(texts)
        ]
        actions.register_complaints(by=SYSTEM, at=_AT, rows=rows)
        mine = Complaint.objects.filter(source_key__startswith="likeness:")
        weights = Weights.learn(text.said for text in texts)
        TermStatistics.objects.create(
            counts=weights.to_bytes(), sampled=weights.sampled, complaints=len(texts), at=_AT
        )
        sign(mine)
        keys = dict(mine.values_list("pk", "source_key"))

        def search(text: Text, most: int) -> list[int]:
            known = knowledge()
            found = nearest(known, known.weights.vector(text.said), mine)[:most]
            return [int(keys[one.complaint_id].partition(":")[2]) for one in found]

        yield search
        transaction.set_rollback(True)


def _registration(text: Text) -> object:
    return read_registration(
        {"channel": "web", "subject": text.subject[:200], "account": text.account[:20_000] or "无"}
    )


def by_exact_cosine(texts: Sequence[Text]) -> Search:
    """Compare with every text, nothing cut off: TF-IDF as in the textbooks."""
    weights = Weights.learn(text.said for text in texts)

    def vector(text: Text) -> dict[int, float]:
        heavy = {term: times * weights.of(term) for term, times in text.said.items()}
        length = math.hypot(*heavy.values()) or 1.0
        return {term: weight / length for term, weight in heavy.items()}

    index = Cosine(vector(text) for text in texts)
    return lambda text, most: index.search(vector(text), most)


def by_bm25(texts: Sequence[Text]) -> Search:
    index = BM25([text.counted for text in texts])
    return lambda text, most: index.search(text.counted.elements(), most)


def read(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hot_issues(folder: Path) -> None:
    """Each complaint of a known issue asks for the others of it among all."""
    rows = read(folder / "messages_with_dates.csv")
    texts = [Text(row["留言主题"].strip(), row["留言详情"].strip()) for row in rows]
    known = json.loads((folder / "hot_issues_known.json").read_text())
    issues = {
        place: known[row["留言编号"]] for place, row in enumerate(rows) if row["留言编号"] in known
    }
    sizes = Counter(issues.values())
    lines = []

    def measure(name: str, search: Search) -> None:
        recalls, precisions, ranks, times = [], [], [], []
        for place, issue in issues.items():
            start = time.perf_counter()
            found = [n for n in search(texts[place], _TEN + 1) if n != place][:_TEN]
            times.append((time.perf_counter() - start) * 1000)
            hits = [issues.get(n) == issue for n in found]
            recalls.append(sum(hits) / min(_TEN, sizes[issue] - 1))
            precisions.append(sum(hits) / _TEN)
            ranks.append(1 / (hits.index(True) + 1) if any(hits) else 0.0)
        lines.append(
            (name, _mean(recalls), _mean(precisions), _mean(ranks), p50(times), p95(times))
        )

    _with_every_search(texts, measure)
    title = f"{len(issues)} complaints of {len(sizes)} issues among {len(texts):,}"
    show(title, ("how", "recall@10", "P@10", "MRR", "ms p50", "ms p95"), lines)


def half_of(number: int) -> list[int]:
    """The places nothing was chosen on: how to weigh and compare was chosen on the other half."""
    places = list(range(number))
    random.Random(7).shuffle(places)  # noqa: S311 - not for secrets
    return sorted(places[number // 2 :])


def known_items(folder: Path, number: int) -> None:
    """Each complaint asks for the reply it got, among all replies; quoted titles are taken out."""
    rows = read(folder / "messages_with_replies.csv")
    replies = [Text("", _QUOTED.sub("", row["答复意见"].strip())) for row in rows]
    asked = half_of(len(rows))[:number]
    lines = []

    def measure(name: str, search: Search) -> None:
        for words in ("the whole complaint", "its title"):
            ranks = []
            for place in asked:
                subject = rows[place]["留言主题"].strip()
                account = rows[place]["留言详情"].strip() if words != "its title" else ""
                found = search(Text(subject, account), _TEN)
                ranks.append(1 / (found.index(place) + 1) if place in found else 0.0)
            recall = sum(1 for rank in ranks if rank) / len(ranks)
            lines.append((words, name, _mean(ranks), recall))

    _with_every_search(replies, measure)
    title = f"{len(asked)} complaints ask for their own reply among {len(replies):,}"
    show(title, ("asked by", "how", "MRR@10", "recall@10"), sorted(lines, reverse=True))


def _with_every_search(texts: Sequence[Text], measure: Callable[[str, Search], None]) -> None:
    with in_the_product(texts) as search:
        measure("the product", search)
    measure("plain cosine of every term", by_exact_cosine(texts))
    measure("BM25", by_bm25(texts))


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.3f}"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, help="the folder with citizens/")
    options.add_argument("--replies", type=int, default=10**6, help="complaints that ask")
    options.add_argument("--sizes", default="", help="made-up complaints: 10000,100000,1000000")
    asked = options.parse_args()
    if asked.data:
        hot_issues(asked.data / "citizens")
        known_items(asked.data / "citizens", asked.replies)
    if asked.sizes:
        similar_growth.run([int(size) for size in asked.sizes.split(",")])


if __name__ == "__main__":
    main()
