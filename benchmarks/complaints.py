"""Complaints by the million, of words as unevenly frequent as people's. Ours, from a seed."""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection

from zhuanji.complaints import actions
from zhuanji.complaints.actions.writing import COMPLAINT_COLUMNS
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import Registration, read_registration
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import SYSTEM

START = datetime(2025, 1, 1, tzinfo=UTC)
CHUNK = 2000
KNOWN = (
    "扣费",
    "退款",
    "漏电",
    "客服",
    "快递",
    "态度",
    "发票",
    "维修",
    "退货",
    "投诉",
    "等了",
    "没人",
)
_FIRST, _CHARACTERS = 0x4E00, 3000
_WORDS = 40_000
_CHANNELS = ("phone", "web", "api", "visit")


class Writer:
    """Makes complaints of about 140 characters; the n-th is the same in every run."""

    def __init__(self, seed: int = 1) -> None:
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        letters = [chr(_FIRST + 7 * n) for n in range(_CHARACTERS)]
        rare = ["".join(chance.choices(letters, k=2)) for _ in range(_WORDS)]
        self.words = list(KNOWN) + rare
        weights = (1 / (rank + 4) for rank in range(len(self.words)))
        self.weights = list(itertools.accumulate(weights))

    def complaint(self, number: int) -> dict[str, object]:
        chance = random.Random(number)  # noqa: S311
        words = chance.choices(self.words, cum_weights=self.weights, k=chance.randint(40, 90))
        sentences = ["".join(words[n : n + 9]) for n in range(0, len(words), 9)]
        return {
            "channel": _CHANNELS[number % 4],
            "account": "，".join(sentences) + "。",
            "demand": "".join(words[:4]),
            "customer": {"name": words[0] + words[1][:1], "phone": f"13{number % 700_000_000:09d}"},
            "order_number": f"DD{20250101 + number % 365}{number:08d}",
            "received_at": START + timedelta(seconds=30 * number),
        }

    def registrations(self, start: int, stop: int) -> Iterator[Registration]:
        return (read_registration(self.complaint(number)) for number in range(start, stop))


def fill(size: int, *, by: Actor = SYSTEM) -> None:
    """Bring the database to at least `size` complaints, telling how far it is.

    The first 20,000 are registered as an import registers them; those beyond are made of them by
    the database itself, in the same tables, each with a number, a thread and an index entry of its
    own: a million takes minutes.
    """
    have = _have()
    register(have, min(size, _PATTERNS), by=by)
    if size > _have():
        copy(size)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def register(start: int, stop: int, *, by: Actor) -> None:
    writer = Writer()
    for first in range(start, stop, CHUNK):
        rows = [
            actions.Row(given, f"bench:{first + offset}")
            for offset, given in enumerate(writer.registrations(first, min(first + CHUNK, stop)))
        ]
        actions.register_complaints(by=by, at=START, rows=rows)
        print(f"\r{first + len(rows):>9,} complaints", end="", flush=True)
    print("\r", end="", flush=True)


def _have() -> int:
    return Complaint.objects.filter(source_key__startswith="bench:").count()


def copy(size: int) -> None:
    """Write the rest a round of patterns at a time; the word index is built in the end, as fast."""
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '1GB'")
        cursor.execute("drop index search_tokens")
        try:
            while (have := _have()) < size:
                values = {"have": have, "most": min(_PATTERNS, size - have)}
                cursor.execute(_COPY.format(columns=_COLUMNS), values)
                print(f"\r{have:>9,} complaints", end="", flush=True)
        finally:
            print("\rindexing …        ", end="", flush=True)
            cursor.execute(
                "create index search_tokens on complaints_searchentry using gin (tokens)"
            )
            print("\r                  \r", end="", flush=True)


_PATTERNS = 20_000
_OWN = {"id", "number", "thread", "source_key", "received_at"}
_COLUMNS = ", ".join(f'"{column}"' for column in COMPLAINT_COLUMNS if column not in _OWN)
_COPY = """
with pattern as (
    select id, row_number() over (order by id) as place from complaints_complaint
    where source_key like 'bench:%%' order by id limit %(most)s
), fresh as (
    select pattern.id as old, nextval(pg_get_serial_sequence('complaints_complaint', 'id')) as new,
        %(have)s + place - 1 as nth
    from pattern order by place
), complaint as (
    insert into complaints_complaint (id, number, thread, source_key, received_at, {columns})
    select new, 'ZJ25-' || left(lpad(new::text, 10, '0'), 5) || '-' || right(lpad(new::text, 10, '0'), 5),
        gen_random_uuid(), 'bench:' || nth,
        timestamptz '2025-01-01' + nth * interval '30 seconds', {columns}
    from complaints_complaint c join fresh on fresh.old = c.id
), deadline as (
    insert into complaints_deadline (complaint_id, kind, starts_at, due_at)
    select new, kind, starts_at, due_at from complaints_deadline join fresh on complaint_id = old
), entry as (
    insert into history_entry (about, sequence, kind, by, by_name, at, details, hash)
    select 'complaint/' || new, sequence, kind, by, by_name, at, details, hash
    from history_entry join fresh on about = 'complaint/' || old
), head as (
    insert into history_head (about, sequence, hash)
    select 'complaint/' || new, sequence, hash from history_head join fresh
    on about = 'complaint/' || old
)
insert into complaints_searchentry (complaint_id, text, tokens)
select new, text || E'\n' || lpad(new::text, 12, '0'), array_to_tsvector(
    array(select lexeme from unnest(tsvector_to_array(tokens)) lexeme where lexeme not like '#%%')
    || array['#13:' || (new >> 13), '#16:' || (new >> 16), '#19:' || (new >> 19)]
    || array(select distinct substr(lpad(new::text, 12, '0'), n, 4) from generate_series(1, 12) n)
) from complaints_searchentry join fresh on complaint_id = old
"""
