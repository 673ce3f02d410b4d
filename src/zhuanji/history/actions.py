"""Adding to the story. Nothing here changes or removes a line."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from zhuanji.history.chain import FIRST, link
from zhuanji.history.models import Entry, Head, Verification
from zhuanji.history.policies import require_may_audit
from zhuanji.history.queries import BrokenLink, Stretch, check_stretch, next_stretch
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.copying import copy_rows
from zhuanji.kernel.locks import lock_until_commit

CHAINS_AT_ONCE = 2000
_COLUMNS = ("about", "sequence", "kind", "by", "by_name", "at", "hash", "details")
_BEGIN = """
insert into history_head (about, sequence, hash)
select about, 0, %s from unnest(%s::text[]) as about on conflict do nothing
"""
_GO_ON = """
update history_head as h set sequence = n.sequence, hash = n.hash
from unnest(%s::text[], %s::int[], %s::text[]) as n(about, sequence, hash) where h.about = n.about
"""


def record(*, kind: str, about: str, by: Actor, at: datetime, **details: Any) -> Entry:
    """Add a line to the story of `about`, in the caller's transaction.

    The chain's head is locked until that transaction ends, so lines never fork.
    """
    head, _is_new = Head.objects.select_for_update().get_or_create(
        about=about, defaults={"sequence": 0, "hash": FIRST}
    )
    entry = next_entry(head, kind=kind, by=by, at=at, details=details)
    entry.save(force_insert=True)
    Head.objects.filter(about=about).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def record_many(*, kind: str, lines: Mapping[str, dict[str, Any]], by: Actor, at: datetime) -> None:
    """Add one line to each of many stories, by what it is about, in a constant number of queries.

    The chains' heads are locked in one order, so that two batches never wait for each other.
    """
    if not lines:
        return
    heads = _locked_heads(lines)
    entries = [next_entry(h, kind=kind, by=by, at=at, details=lines[h.about]) for h in heads]
    copy_rows(Entry, _COLUMNS, map(_values, entries))
    columns = [
        [getattr(entry, name) for entry in entries] for name in ("about", "sequence", "hash")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_GO_ON, columns)


def _values(entry: Entry) -> tuple[object, ...]:
    plain = (getattr(entry, name) for name in _COLUMNS[:-1])
    return (*plain, json.dumps(entry.details, ensure_ascii=False))


def _locked_heads(abouts: Mapping[str, Any]) -> list[Head]:
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [FIRST, sorted(abouts)])
    known = Head.objects.select_for_update().filter(about__in=list(abouts))
    return list(known.order_by("about"))


def next_entry(head: Head, *, kind: str, by: Actor, at: datetime, details: dict[str, Any]) -> Entry:
    """Return the line that follows `head`, not yet written."""
    words: dict[str, Any] = {
        "about": head.about,
        "sequence": head.sequence + 1,
        "kind": kind,
        "by": by.key,
        "by_name": by.name,
        "at": at,
        "details": details,
    }
    return Entry(**words, hash=link(head.hash, **words))


@transaction.atomic
def ask_verification(*, by: Actor, at: datetime) -> Verification:
    """Have every chain walked in the background; one walk at a time, a second asker joins it."""
    require_may_audit(by)
    lock_until_commit("history verification")
    going_on = Verification.objects.filter(finished_at=None).first()
    if going_on:
        return going_on
    asked = Verification.objects.create(
        asked_by=by.key, asked_by_name=by.name, asked_at=at, of_chains=Head.objects.count()
    )
    record(kind="history.verification_asked", about=f"verification/{asked.pk}", by=by, at=at)
    return asked


@transaction.atomic
def continue_verification(*, at: datetime, most: int = CHAINS_AT_ONCE) -> int:
    """Walk the next stretch of the walk that was asked for; return how many chains that were."""
    going_on = Verification.objects.select_for_update(skip_locked=True).filter(finished_at=None)
    walk = going_on.first()
    if walk is None:
        return 0
    stretch = next_stretch(walk.place, most=most)
    checked = check_stretch(stretch)
    walk.place, walk.chains = stretch.until, walk.chains + stretch.chains
    walk.lines += checked.lines
    if checked.broken or not stretch.until:
        _finish(walk, checked.broken, at=at)
    walk.save()
    return max(stretch.chains, 1)


def _finish(walk: Verification, broken: BrokenLink | None, *, at: datetime) -> None:
    walk.finished_at = at
    if broken:
        walk.broken_about, walk.broken_sequence = broken.about, broken.sequence
        walk.broken_why = broken.why
    record(
        kind="history.verified",
        about=f"verification/{walk.pk}",
        by=Actor(walk.asked_by, walk.asked_by_name),
        at=at,
        lines=walk.lines,
        broken=f"{broken.about} {broken.sequence} {broken.why}" if broken else "",
    )


@transaction.atomic
def verify_chain(*, by: Actor, at: datetime, about: str) -> BrokenLink | None:
    """Walk one chain at once and say what was found."""
    require_may_audit(by)
    checked = check_stretch(Stretch(only=about))
    record(
        kind="history.chain_verified",
        about="verification/0",
        by=by,
        at=at,
        thing=about,
        lines=checked.lines,
        broken=f"{checked.broken.sequence} {checked.broken.why}" if checked.broken else "",
    )
    return checked.broken


@transaction.atomic
def note_audit_export(*, by: Actor, at: datetime, wanted: str) -> None:
    """Write down that lines of history were taken out, and which."""
    require_may_audit(by)
    record(kind="audit.exported", about=f"export/{by.key}", by=by, at=at, filter=wanted)
