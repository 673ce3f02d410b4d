"""Keeping up what complaints are found by: new ones within seconds, old ones as we learn."""

import random
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhuanji.complaints.models import Complaint
from zhuanji.history.models import Cursor, Entry
from zhuanji.history.queries import entries_after
from zhuanji.history.relay import move_cursor
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.triage.actions.neighbours import mark_neighbours
from zhuanji.triage.models import Signature, TermStatistics
from zhuanji.triage.neighbours.again import orders_named
from zhuanji.triage.neighbours.comparing import beyond, packed
from zhuanji.triage.neighbours.keys import keys_of
from zhuanji.triage.neighbours.terms import terms_of
from zhuanji.triage.neighbours.weights import Weights
from zhuanji.triage.queries.lookup import knowledge

READER = "neighbours"
SAMPLE = 10_000
_WORDS = ("subject", "account", "demand", "product", "model", "order_number")
_KINDS = {"complaint.registered", "complaint.corrected"}
_GROWN = 1.5  # times as many complaints as were there when the terms were last counted


@transaction.atomic
def sign_new(*, at: datetime, limit: int = 500) -> int:
    """Read on in the history and sign what was registered or corrected, then look for its like.

    The reader begins with the first line ever written, so that older complaints are signed too.
    Returns how many lines were read.
    """
    Cursor.objects.get_or_create(reader=READER)
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=READER).first()
    if cursor is None:
        return 0
    entries = entries_after(cursor.transaction, cursor.entry, limit=limit)
    if entries:
        changed = _complaints_of(entries)
        sign(changed)
        mark_neighbours(changed, at=at)
        move_cursor(cursor, entries[-1])
    return len(entries)


@transaction.atomic
def sign_again(*, limit: int = 500) -> int:
    """Weigh anew what was signed when half as much was known, or less; return how many."""
    weights = knowledge().weights
    old = Signature.objects.filter(sampled__lte=weights.sampled // 2, sampled__lt=weights.sampled)
    rows = old.select_for_update(skip_locked=True, of=("self",)).select_related("complaint")
    due = [signature.complaint for signature in rows.order_by("sampled")[:limit]]
    sign(due)
    return len(due)


@transaction.atomic
def learn_terms(*, at: datetime) -> int:
    """Count in how many complaints each term stands, when there are half as many again."""
    if not _to_learn_from():
        return 0
    lock_until_commit("term statistics")
    newest = _to_learn_from()  # unless another worker has just learned from them
    if not newest:
        return 0
    weights = Weights.learn(terms_of(*words) for words in _sample(newest))
    row = TermStatistics.objects.create(
        counts=weights.to_bytes(), sampled=weights.sampled, complaints=newest, at=at
    )
    # The one before stays: somebody may just be about to read it.
    TermStatistics.objects.filter(pk__lt=row.pk - 1).delete()
    return weights.sampled


def _to_learn_from() -> int:
    """Return the newest complaint's id, 0 when there are few new ones."""
    known = TermStatistics.objects.order_by("-pk").values_list("complaints", flat=True).first()
    newest = Complaint.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return newest if newest >= (known or 0) * _GROWN else 0


def _sample(newest: int) -> Iterable[tuple[str, ...]]:
    complaints = Complaint.objects.order_by("pk").values_list(*_WORDS)
    oldest = complaints.values_list("pk", flat=True).first() or 0
    if newest - oldest >= SAMPLE:
        chance = random.Random(newest)  # noqa: S311  # not for secrets
        complaints = complaints.filter(pk__in=chance.sample(range(oldest, newest + 1), SAMPLE))
    return complaints.iterator(chunk_size=1000)


def sign(complaints: Iterable[Complaint]) -> None:
    """Part of a larger action: write what these complaints are found by from now on."""
    weights = knowledge().weights
    rows = [_signature(complaint, weights) for complaint in complaints]
    Signature.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["complaint"],
        update_fields=["keys", "weights", "more", "sampled"],
        batch_size=1000,
    )


def _signature(complaint: Complaint, weights: Weights) -> Signature:
    vector = weights.vector(terms_of(*(getattr(complaint, name) for name in _WORDS)))
    orders = sorted(orders_named(complaint.order_number, complaint.account))
    return Signature(
        complaint=complaint,
        keys=keys_of(vector, orders, complaint.pk),
        weights=packed(vector),
        more=beyond(vector),
        sampled=weights.sampled,
    )


def _complaints_of(entries: Iterable[Entry]) -> list[Complaint]:
    ids = {int(e.about.partition("/")[2]) for e in entries if e.kind in _KINDS}
    return list(Complaint.objects.filter(pk__in=ids).select_related("customer").order_by("pk"))
