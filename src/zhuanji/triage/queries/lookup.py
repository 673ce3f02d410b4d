"""Candidates: what shares its heaviest terms with a text, in milliseconds among a million."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, QuerySet, Subquery

from zhuanji.complaints.models import Complaint
from zhuanji.triage.models import Signature, TermStatistics
from zhuanji.triage.neighbours.keys import Lookups, lookups
from zhuanji.triage.neighbours.weights import Likeness, Vector, Weights, likeness, unpacked

_CANDIDATES = 1000  # that share most of what was looked up
_COMPARED = 300  # of those the reader may see
_NOTHING_LEARNED = Weights.learn([])
_learned: dict[int, Weights] = {}


@dataclass(frozen=True)
class Knowledge:
    """How terms are weighed now, and the newest complaint that can be found."""

    weights: Weights
    top: int


@dataclass(frozen=True)
class Near:
    """One complaint that resembles what was asked for."""

    complaint_id: int
    likeness: Likeness


def knowledge() -> Knowledge:
    """Return the statistics in use; each process reads them once."""
    top = Subquery(Signature.objects.order_by("-pk").values("pk")[:1])
    newest = TermStatistics.objects.order_by("-pk").values_list("pk", top).first()
    if newest is None:
        return Knowledge(_NOTHING_LEARNED, Signature.objects.aggregate(top=Max("pk"))["top"] or 0)
    pk, highest = newest
    if pk not in _learned:
        row = TermStatistics.objects.get(pk=pk)
        _learned.clear()
        _learned[pk] = Weights.from_bytes(bytes(row.counts), row.sampled)
    return Knowledge(_learned[pk], highest or 0)


def nearest(
    known: Knowledge, vector: Vector, among: QuerySet[Complaint], *, but: Iterable[int] = ()
) -> list[Near]:
    """Return those of `among` that share something heavy with `vector`, the likest first."""
    sought = lookups(known.weights, vector, top=known.top)
    ids = [pk for pk in _sharing(sought) if pk not in set(but)]
    return compared(known, vector, among.filter(pk__in=ids), ids) if ids else []


def compared(
    known: Knowledge, vector: Vector, among: QuerySet[Complaint], order: list[int]
) -> list[Near]:
    """Compare those of `among` with `vector`, at most 300: the first by `order`."""
    rows = Signature.objects.filter(complaint__in=among).values_list("pk", "keys", "weights")
    place = {pk: number for number, pk in enumerate(order)}
    first = sorted(rows, key=lambda row: place.get(row[0], len(place)))[:_COMPARED]
    near = [
        Near(pk, likeness(known.weights, vector, unpacked(keys, bytes(raw))))
        for pk, keys, raw in first
    ]
    return sorted(near, key=lambda one: (-one.likeness.cosine, -one.complaint_id))


def with_fact(key: int | None, *, most: int = 200) -> list[int]:
    """Return the newest complaints indexed under a fact, such as an order number."""
    if key is None:
        return []
    found = Signature.objects.filter(keys__contains=[key]).values_list("pk", flat=True)
    return sorted(found[:2000], reverse=True)[:most]


# "offset 0" is not needed: each term is one walk in the index, whatever the planner believes.
_SHARING = f"""
select id from (
    select s.complaint_id as id, q.weight
    from unnest(%s::int[], %s::real[]) q (term, weight)
    join triage_signature s on s.keys @> array[q.term]
    union all
    select s.complaint_id, q.weight
    from unnest(%s::int[], %s::real[], %s::int[], %s::int[]) q (term, weight, newer, older)
    join triage_signature s on s.keys @> array[q.term] and s.keys && array[q.newer, q.older]
) met
group by id order by sum(weight) desc, id desc limit {_CANDIDATES}
"""  # noqa: S608  # our own number


def _sharing(sought: Lookups) -> list[int]:
    columns = [
        *([row[place] for row in sought.anywhere] for place in range(2)),
        *([row[place] for row in sought.newest] for place in range(4)),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, columns)
        return [row[0] for row in cursor.fetchall()]
