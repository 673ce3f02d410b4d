"""Registering one by one through the API, beside the same rows as plain INSERT … COMMIT.

make bench SUBJECT=register ARGS="--seconds 10 --clients 8"
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing

import psycopg
from django.db import connection
from django.utils import timezone

from benchmarks.complaints import Writer
from benchmarks.table import p50, p95, show
from zhuanji.complaints.actions.writing import COMPLAINT_COLUMNS
from zhuanji.complaints.models import Complaint
from zhuanji.staff.actions import create_token
from zhuanji.staff.roles import SYSTEM

_WAIT = 30  # seconds for the server to come up


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def start_server(port: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "zhuanji.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(words, env=os.environ)  # noqa: S603 - our own command
    for _try in range(_WAIT * 10):
        with closing(socket.socket()) as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("The server did not come up.")


def client(port: int, secret: str, first: int, until: float, times: list[float]) -> None:
    """Register until the time is over, one after the other on one connection."""
    writer, line = Writer(), http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    head = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    number = first
    while time.monotonic() < until:
        body = writer.complaint(number)
        del body["received_at"]
        start = time.perf_counter()
        line.request("POST", "/api/v1/complaints", json.dumps(body), head)
        answer = line.getresponse()
        answer.read()
        if answer.status != http.client.CREATED:
            raise SystemExit(f"{answer.status}: registration was refused")
        times.append((time.perf_counter() - start) * 1000)
        number += 1


def through_the_api(clients: int, seconds: float) -> tuple[float, list[float]]:
    _token, secret = create_token(
        by=SYSTEM, at=timezone.now(), name="bench", scopes=["complaints:write", "complaints:read"]
    )
    port = free_port()
    server = start_server(port)
    try:
        times: list[float] = []
        client(port, secret, 900_000_000, time.monotonic() + 2, [])
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=client, args=(port, secret, 10**8 * n, until, times))
            for n in range(1, clients + 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    return len(times) / seconds, times


def plain_inserts(seconds: float) -> float:
    """The rows of one registration, copied by INSERT from one that is there, a COMMIT each."""
    pattern = Complaint.objects.order_by("-pk").values_list("pk", flat=True)[0]
    own = {"id", "number", "thread", "source_key"}
    fields = [column for column in COMPLAINT_COLUMNS if column not in own]
    columns = ", ".join(fields)
    statements = [
        f"insert into complaints_complaint (number, thread, {columns}) select 'B' || left(gen_random_uuid()::text, 18), gen_random_uuid(), {columns} from complaints_complaint where id = {pattern} returning id",  # noqa: S608
        f"insert into complaints_deadline (complaint_id, kind, starts_at, due_at) select %(id)s, kind, starts_at, due_at from complaints_deadline where complaint_id = {pattern}",  # noqa: S608
        f"insert into complaints_searchentry (complaint_id, text, tokens) select %(id)s, text, tokens from complaints_searchentry where complaint_id = {pattern}",  # noqa: S608
        f"insert into history_entry (about, sequence, kind, by, by_name, at, details, hash) select 'bench/' || %(id)s, sequence, kind, by, by_name, at, details, hash from history_entry where about = 'complaint/{pattern}' and sequence = 1",  # noqa: S608
        "insert into history_head (about, sequence, hash) values ('bench/' || %(id)s, 1, '')",
    ]
    settings = connection.settings_dict
    done, until = 0, time.monotonic() + seconds
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]
    ) as line:
        while time.monotonic() < until:
            row = line.execute(statements[0]).fetchone()
            for statement in statements[1:]:
                line.execute(statement, {"id": row[0] if row else 0})
            line.commit()
            done += 1
    return done / seconds


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--clients", type=int, default=8)
    asked = options.parse_args()
    rate, times = through_the_api(asked.clients, asked.seconds)
    plain = plain_inserts(asked.seconds / 2)
    rows = [
        (f"API, {asked.clients} clients", rate, p50(times), p95(times), rate / plain),
        ("INSERT … COMMIT, one connection", plain, 1000 / plain, "", 1.0),
    ]
    show("Registering one by one", ("how", "per second", "ms p50", "ms p95", "ratio"), rows)


if __name__ == "__main__":
    main()
