"""How long it takes to find what is like a complaint among ever more of them, all made up."""

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from benchmarks.complaints import CHUNK, START, fill
from benchmarks.table import p50, p95, show
from zhuanji.complaints.models import Complaint
from zhuanji.kernel.copying import copy_rows
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions import learn_terms, sign_again
from zhuanji.triage.actions.neighbours import mark_neighbours
from zhuanji.triage.actions.signing import sign
from zhuanji.triage.models import Signature
from zhuanji.triage.neighbours.comparing import compare
from zhuanji.triage.neighbours.keys import keys_of
from zhuanji.triage.neighbours.weights import INDEXED
from zhuanji.triage.queries import may_be_the_same, similar_cases
from zhuanji.triage.queries.lookup import knowledge, nearest, stored
from zhuanji.triage.queries.neighbours import described

_PATTERNS = 20_000  # of which benchmarks/complaints makes the rest
_ASKED = 60
_COMPARED = 12  # complaints that are compared with every other one
_HALF_TYPED = 40  # characters
_TEN = 10


def run(sizes: list[int]) -> None:
    rows = []
    for size in sizes:
        fill(min(size, _PATTERNS))
        resolve()
        fill(size)
        rate = sign_all()
        rows.append((size, *measure(), rate))
    head = ("complaints", "find p50", "p95", "column p50", "p95", "typing p50", "p95", "mark p50")
    show("Milliseconds of one core", (*head, "as good as all", "index MB", "signed/s"), rows)


def resolve() -> None:
    """Two of three were answered in one of forty ways; those made of them are answered too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update complaints_complaint set how = '处理办法 ' || (id % 40), stage = 'closed',"
            " answered_at = received_at + interval '2 days', due_at = null,"
            " finished_at = received_at + interval '3 days'"
            " where source_key like 'bench:%' and id % 3 > 0 and how = ''"
        )


def sign_all() -> float:
    """Sign the patterns as the sweep does, saying how many a second; the rest are their copies."""
    learn_terms(at=START)
    first = list(Complaint.objects.order_by("pk")[:_PATTERNS].values_list("pk", flat=True))
    start, fresh = time.perf_counter(), 0
    for place in range(0, len(first), CHUNK):
        pks = set(first[place : place + CHUNK])
        pks -= set(Signature.objects.filter(pk__in=pks).values_list("pk", flat=True))
        sign(Complaint.objects.filter(pk__in=pks))
        fresh += len(pks)
    rate = fresh / (time.perf_counter() - start)
    while sign_again():
        pass
    copy_signatures(first)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze triage_signature")
    return rate


def copy_signatures(first: list[int]) -> None:
    """The n-th complaint has the words of the n-th pattern, round after round."""
    waiting = Complaint.objects.filter(signature=None, pk__gt=first[-1]).order_by("pk")
    if not waiting.exists():
        return
    patterns = list(Signature.objects.filter(pk__in=first).order_by("pk"))
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '1GB'")
        cursor.execute("drop index signature_keys")
        columns = ("complaint_id", "keys", "weights", "more", "sampled")
        copy_rows(Signature, columns, _copies(list(waiting.values_list("pk", flat=True)), patterns))
        cursor.execute(
            "create index signature_keys on triage_signature using gin (keys) with (fastupdate=off)"
        )


def _copies(ids: list[int], patterns: list[Signature]) -> Iterator[tuple[object, ...]]:
    for place, pk in enumerate(ids):
        like = patterns[place % len(patterns)]
        terms = like.keys[: min(len(like.weights), INDEXED)]
        rest = (bytes(like.weights), bytes(like.more), like.sampled)
        yield pk, keys_of(terms, "", pk), *rest


def measure() -> tuple[object, ...]:
    chance = random.Random(3)  # noqa: S311 - not for secrets
    ends = Complaint.objects.aggregate(first=Min("pk"), last=Max("pk"))
    ids = chance.sample(range(ends["first"], ends["last"] + 1), 4 * _ASKED)
    rows = Complaint.objects.filter(pk__in=ids).select_related("customer__merged_into")
    asked = list(rows[:_ASKED])
    known, now = knowledge(), timezone.now()
    vectors = [known.weights.vector(described(one).said) for one in asked]
    everything = Complaint.objects.all()
    found = [_times(lambda v=v: nearest(known, v, everything)) for v in vectors]
    column = [_times(lambda c=c: similar_cases(SYSTEM, c, at=now)) for c in asked]
    typed = [
        _times(lambda c=c: may_be_the_same(SYSTEM, customers=[], words=c.account[:_HALF_TYPED]))
        for c in asked
    ]
    marked = [_times(lambda c=c: mark_neighbours([c], at=now)) for c in asked]
    pairs = (value for times in (found, column, typed) for value in (p50(times), p95(times)))
    return (*pairs, p50(marked), _quality(asked[:_COMPARED]), _megabytes())


def _times(work: Callable[[], object]) -> float:
    """The time the processor worked, here and in the database, whatever else the machine does."""
    work()  # once for the caches, which a busy desk has warm
    before = time.process_time() + _in_the_database()
    work()
    return (time.process_time() + _in_the_database() - before) * 1000


def _in_the_database() -> float:
    """Seconds that the process at the other end of our connection has worked (Linux)."""
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _quality(asked: list[Complaint]) -> str:
    """The likeness of the ten found ÷ of the ten best of all."""
    known = knowledge()
    vectors = [known.weights.vector(described(one).said) for one in asked]
    best: list[list[float]] = [[] for _ in asked]
    ids = Signature.objects.order_by("pk").values_list("pk", flat=True)
    rows = ids.iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        texts = list(stored(some).values())
        for place, mine in enumerate(vectors):
            likest = best[place] + [one.cosine for one in compare(mine, texts)]
            best[place] = sorted(likest, reverse=True)[:_TEN]
    found = [nearest(known, mine, Complaint.objects.all())[:_TEN] for mine in vectors]
    ours = sum(one.likeness.cosine for near in found for one in near)
    return f"{ours / sum(map(sum, best)):.3f}"


def _megabytes() -> float:
    with connection.cursor() as cursor:
        cursor.execute("select pg_total_relation_size('triage_signature')")
        return float(cursor.fetchone()[0]) / 1e6
