"""Registering one by one through the API, beside the same rows as plain INSERT … COMMIT.

make bench SUBJECT=register ARGS="--seconds 10 --clients 8"
"""

import argparse
import json
import random
import threading
import time

import psycopg
from django.db import connection
from django.utils import timezone

from benchmarks.complaints import Writer
from benchmarks.serving import Ask, Load, cpu_seconds, load, postmaster, server
from benchmarks.table import p50, p95, show
from zhuanji.complaints.actions.writing import COMPLAINT_COLUMNS
from zhuanji.complaints.models import Complaint
from zhuanji.staff.actions import create_token
from zhuanji.staff.roles import SYSTEM

_PREPARED = 8000  # requests written before the clock starts
Cost = tuple[Load, float, float]


def asks(clients: int) -> list[Ask]:
    """Every client's requests: people never seen before, in texts of the usual length."""
    _token, secret = create_token(
        by=SYSTEM, at=timezone.now(), name="bench", scopes=["complaints:write", "complaints:read"]
    )
    head = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    writer, start = Writer(), random.SystemRandom().randrange(600_000_000)
    bodies = []
    for number in range(start, start + _PREPARED):
        given = writer.complaint(number)
        del given["received_at"]
        bodies.append(json.dumps(given).encode())
    share = _PREPARED // clients

    def ask_of(client: int) -> Ask:
        mine = bodies[client * share : (client + 1) * share]
        return lambda number: ("POST", "/api/v1/complaints", mine[number % share], head)

    return [ask_of(client) for client in range(clients)]


def through_the_api(clients: int, seconds: float) -> Cost:
    asked = asks(clients)
    with server() as (port, pid):
        load(port, asked, 2)
        before = cpu_seconds(pid), cpu_seconds(postmaster())
        outcome = load(port, asked, seconds)
        return (
            outcome,
            cpu_seconds(pid) - before[0],
            cpu_seconds(postmaster()) - before[1],
        )


def plain_inserts(clients: int, seconds: float) -> Cost:
    """The rows of one registration, copied by INSERT from one that is there, a COMMIT each."""
    pattern = Complaint.objects.order_by("-pk")[0]
    outcome, until = Load(seconds), time.monotonic() + seconds
    before = cpu_seconds(postmaster())
    threads = [
        threading.Thread(target=insert, args=(statements(pattern), until, outcome))
        for _client in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome, 0.0, cpu_seconds(postmaster()) - before


def insert(wanted: list[str], until: float, outcome: Load) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]
    ) as line:
        while time.monotonic() < until:
            start = time.perf_counter()
            row = line.execute(wanted[0]).fetchone()
            customer = line.execute(wanted[1]).fetchone()
            words = {"id": row[0] if row else 0, "customer": customer[0] if customer else 0}
            for statement in wanted[2:]:
                line.execute(statement, words)
            line.commit()
            outcome.times.append((time.perf_counter() - start) * 1000)


def statements(pattern: Complaint) -> list[str]:
    own = {"id", "number", "thread", "source_key"}
    columns = ", ".join(column for column in COMPLAINT_COLUMNS if column not in own)
    pk, customer = pattern.pk, pattern.customer_id
    return [
        f"insert into complaints_complaint (number, thread, {columns}) select 'B' || left(gen_random_uuid()::text, 18), gen_random_uuid(), {columns} from complaints_complaint where id = {pk} returning id",  # noqa: S608
        f"insert into customers_customer (name, initials, tier, language, preferences, added_at) select name, initials, tier, language, preferences, added_at from customers_customer where id = {customer} returning id",  # noqa: S608
        "insert into customers_contactpoint (customer_id, kind, value, reversed) select %(customer)s, 'phone', v, reverse(v) from (select gen_random_uuid()::text v) new",
        f"insert into complaints_deadline (complaint_id, kind, key, term, source, starts_at, due_at, next_at) select %(id)s, kind, key, term, source, starts_at, due_at, next_at from complaints_deadline where complaint_id = {pk}",  # noqa: S608
        f"insert into complaints_searchentry (complaint_id, text, tokens) select %(id)s, text, tokens from complaints_searchentry where complaint_id = {pk}",  # noqa: S608
        f"insert into history_entry (about, sequence, kind, by, by_name, at, details, hash) select 'bench/' || %(id)s, sequence, kind, by, by_name, at, details, hash from history_entry where about = 'complaint/{pk}' and sequence = 1",  # noqa: S608
        "insert into history_head (about, sequence, hash) values ('bench/' || %(id)s, 1, '')",
    ]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--clients", type=int, default=8)
    asked = options.parse_args()
    costs = {
        "API": through_the_api(asked.clients, asked.seconds),
        "INSERT … COMMIT": plain_inserts(asked.clients, asked.seconds / 2),
    }
    plain = costs["INSERT … COMMIT"][0].rate
    rows = [
        (
            f"{how}, {asked.clients} clients",
            cost.rate,
            p50(cost.times),
            p95(cost.times),
            serving / len(cost.times) * 1000,
            database / len(cost.times) * 1000,
            cost.rate / plain,
        )
        for how, (cost, serving, database) in costs.items()
    ]
    head = ("how", "per second", "ms p50", "ms p95", "CPU-ms server", "CPU-ms database", "ratio")
    show("Registering one by one", head, rows)


if __name__ == "__main__":
    main()
