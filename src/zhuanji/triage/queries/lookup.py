"""Candidates: what shares its heaviest terms with a text, in milliseconds among a million."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BinaryField, F, Func, Max, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from zhuanji.complaints.models import Complaint
from zhuanji.triage.models import Signature, TermStatistics
from zhuanji.triage.neighbours.comparing import Packed, compare
from zhuanji.triage.neighbours.keys import Lookups, lookups
from zhuanji.triage.neighbours.weights import (
    INDEXED,
    Likeness,
    Vector,
    Weights,
    overlap,
)

LEAST = 0.07
"""Cosine below which nothing is alike, whatever else agrees."""

_CANDIDATES = 1000  # that share most of what was looked up
_COMPARED = 300  # of those the reader may see
_HEAD = 20  # bytes before the first number of an array
_NOTHING_LEARNED = Weights.learn([])
_learned: dict[int, Weights] = {}


@dataclass(frozen=True)
class Knowledge:
    """How terms are weighed now, and the newest and oldest complaint that can be found."""

    weights: Weights
    top: int
    bottom: int = 0


@dataclass(frozen=True)
class Near:
    """One complaint that resembles what was asked for."""

    complaint_id: int
    likeness: Likeness
    closeness: float  # how well it answers what was asked: what they are ordered by


def knowledge() -> Knowledge:
    """Return the statistics in use; each process reads them once."""
    top, bottom = (
        Subquery(Signature.objects.order_by(order).values("pk")[:1]) for order in ("-pk", "pk")
    )
    newest = TermStatistics.objects.order_by("-pk").values_list("pk", top, bottom).first()
    if newest is None:
        return Knowledge(_NOTHING_LEARNED, Signature.objects.aggregate(top=Max("pk"))["top"] or 0)
    pk, highest, lowest = newest
    if pk not in _learned:
        row = TermStatistics.objects.get(pk=pk)
        _learned.clear()
        _learned[pk] = Weights.from_bytes(bytes(row.counts), row.sampled)
    return Knowledge(_learned[pk], highest or 0, lowest or 0)


def nearest(
    known: Knowledge,
    vector: Vector,
    among: QuerySet[Complaint],
    *,
    but: Iterable[int] = (),
    measured: int = 0,
) -> list[Near]:
    """Return those of `among` that share something heavy with `vector`, the nearest first.

    How much of the shorter text is in the longer one is told for the first few, if asked for.
    """
    left_out = set(but)
    ids = [
        pk
        for pk in _sharing(lookups(known.weights, vector, top=known.top, bottom=known.bottom))
        if pk not in left_out
    ]
    readable = set(among.filter(pk__in=these(ids)).values_list("pk", flat=True)) if ids else set()
    first = [pk for pk in ids if pk in readable][:_COMPARED]
    return compared(known, vector, first, measured=measured)


def these(ids: Iterable[int]) -> RawSQL:
    """Return ids as one value of a statement: a thousand placeholders take longer than the search."""
    return RawSQL("select unnest(%s::bigint[])", [_array(ids)])


def compared(
    known: Knowledge, vector: Vector, ids: list[int] | QuerySet[Any, Any], *, measured: int = 0
) -> list[Near]:
    """Compare complaints, or those that a query names, with `vector`, the nearest first."""
    signed = stored(ids)
    every = zip(compare(vector, list(signed.values())), signed, strict=True)
    best = sorted(every, key=lambda one: (-one[0].closeness, -one[1]))
    return [
        Near(
            pk,
            Likeness(one.cosine, _overlap(known, vector, signed[pk], n < measured)),
            one.closeness,
        )
        for n, (one, pk) in enumerate(best)
    ]


def stored(ids: Iterable[int] | QuerySet[Any, Any]) -> dict[int, Packed]:
    """Return the signatures of complaints."""
    sent = Func(F("keys"), function="array_send", output_field=BinaryField())
    asked = ids if isinstance(ids, QuerySet) else these(ids)
    found = Signature.objects.filter(pk__in=asked)
    rows = found.values_list("pk", sent, "weights", "more")
    return {pk: _packed(*map(bytes, parts)) for pk, *parts in rows}


def _overlap(known: Knowledge, vector: Vector, text: Packed, measured: bool) -> float:
    return overlap(known.weights, vector, text.terms.tolist()) if measured else 0


def _packed(keys: bytes, weights: bytes, more: bytes) -> Packed:
    """PostgreSQL sends an array as numbers, each after its length, behind a head."""
    first = np.frombuffer(keys, ">i4", offset=_HEAD)[1::2][: min(INDEXED, len(weights))]
    return Packed(np.concatenate([first.astype("<i4"), np.frombuffer(more, "<i4")]), weights)


def with_fact(key: int | None, *, most: int = 200) -> list[int]:
    """Return the newest complaints indexed under a fact, such as an order number."""
    if key is None:
        return []
    found = Signature.objects.filter(keys__contains=[key]).values_list("pk", flat=True)
    return sorted(found[:2000], reverse=True)[:most]


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
        *(_array(row[place] for row in sought.anywhere) for place in range(2)),
        *(_array(row[place] for row in sought.newest) for place in range(4)),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, columns)
        return [row[0] for row in cursor.fetchall()]


def _array(numbers: Iterable[float]) -> str:
    """Return an array as PostgreSQL reads it: the driver takes longer over a thousand numbers."""
    return "{" + ",".join(map(str, numbers)) + "}"
