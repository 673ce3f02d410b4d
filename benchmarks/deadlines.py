"""Many deadlines due at once, by workers that are killed at random, beside plain updates of the rows.

make bench SUBJECT=deadlines ARGS="--running 200000 --due 10000 --workers 2 --kill-every 10"
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Self

import psycopg
from django.db import connection
from django.utils import timezone

from benchmarks.complaints import CHUNK, Writer
from benchmarks.table import show
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import AT_ONCE, database_now
from zhuanji.complaints.deadlines import BREACH
from zhuanji.complaints.models import Complaint, Deadline, Delay, Firing
from zhuanji.complaints.registration import read_registration
from zhuanji.history.models import Entry
from zhuanji.notices.models import Notice
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role
from zhuanji.wiring import SWEEPS

MINUTE = timedelta(minutes=1)
_WORK = """
import threading, django
django.setup()
from zhuanji.operations.sweeping import sweep_until
from zhuanji.wiring import REST, SWEEPS
sweep_until(threading.Event(), "deadlines", SWEEPS["deadlines"], REST)
"""
_FAR = timedelta(days=365)
_KILLING, _PATIENCE = 75.0, 300.0


def prepare(running: int) -> None:
    """Have that many running deadlines, all of them a year away."""
    writer, missing = Writer(), running - Deadline.objects.filter(state="running").count()
    User.objects.get_or_create(username="bench", defaults={"name": "甲", "role": Role.AGENT})
    number = random.SystemRandom().randrange(600_000_000)
    while missing > 0:
        rows = [_row(writer, number + n) for n in range(CHUNK)]
        number += CHUNK
        actions.register_complaints(by=SYSTEM, at=timezone.now(), rows=rows)
        missing = running - Deadline.objects.filter(state="running").count()
    Complaint.objects.filter(owner=None).update(owner=User.objects.get(username="bench"))
    far = database_now() + _FAR
    Deadline.objects.filter(state="running").update(
        due_at=far, next_at=far, step=0, starts_at=far - _FAR, breached_at=None
    )
    _vacuum()


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze complaints_deadline")


def _row(writer: Writer, number: int) -> actions.Row:
    given = writer.complaint(number)
    given["received_at"] = timezone.now()
    return actions.Row(read_registration(given), f"bench:{number}")


def fall_due(many: int, after: timedelta) -> list[int]:
    """Let that many fall due in one minute, which begins so long from now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update complaints_deadline d set due_at = due, next_at = due, starts_at = due"
            " - interval '1 day', step = 2 from (select id, clock_timestamp() + %s"
            " + random() * interval '1 minute' as due from (select id from complaints_deadline"
            " where state = 'running' and kind = 'resolution' order by id limit %s) some_rows) chosen"
            " where d.id = chosen.id returning d.id",
            [after, many],
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    _vacuum()
    return ids


class Workers:
    """Processes that only sweep deadlines, killed with SIGKILL at random and started again."""

    def __init__(self, many: int, kill_every: float) -> None:
        self.kill_every, self.kills = kill_every, 0
        self._stop = threading.Event()
        self._running = [self._start() for _ in range(many)]
        self._killer = threading.Thread(target=self._kill_at_random, daemon=True)

    def __enter__(self) -> Self:
        self._killer.start()
        return self

    def spare(self) -> None:
        """Kill nobody any more: what is never acted on then is lost."""
        self._stop.set()
        self._killer.join()

    def __exit__(self, *_: object) -> None:
        self.spare()
        for process in self._running:
            process.kill()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", _WORK])  # noqa: S603 - our own words

    def _kill_at_random(self) -> None:
        chance = random.SystemRandom()
        while not self._stop.wait(self.kill_every * chance.uniform(0.5, 1.5)):
            victim = chance.randrange(len(self._running))
            os.kill(self._running[victim].pid, signal.SIGKILL)
            self._running[victim].wait()
            self._running[victim] = self._start()
            self.kills += 1


def wait_for(ids: Sequence[int], until: float) -> float:
    """Return how long it took from now until all were acted on, or all the patience there is."""
    begun = time.monotonic()
    while time.monotonic() < until:
        left = Deadline.objects.filter(pk__in=ids, next_at__lte=database_now()).count()
        not_yet = Deadline.objects.filter(pk__in=ids, breached_at=None).count()
        if not left and not not_yet:
            break
        time.sleep(0.5)
    return time.monotonic() - begun


def outcome(ids: Sequence[int], begun: datetime) -> list[list[object]]:
    fired = Firing.objects.filter(deadline__in=ids, rung=BREACH, fired_at__gte=begun)
    moments = list(fired.values_list("planned_at", "fired_at", "deadline"))
    lags = sorted((done - planned).total_seconds() for planned, done, _pk in moments)
    acted_on = {pk for _planned, _done, pk in moments}
    delays = Delay.objects.filter(deadline__in=ids, due_at__gte=begun).count()
    stories = Entry.objects.filter(kind="complaint.deadline_passed", at__gte=begun).count()
    notices = Notice.objects.filter(kind="deadline.passed", at__gte=begun)
    told = notices.filter(key__endswith=BREACH).count()
    cut = quantiles(lags, n=100)
    return [
        ["due in one minute", f"{len(ids):,}"],
        ["lost", len(set(ids) - acted_on) + max(len(ids) - delays, 0)],
        ["doubled", sum(max(n - len(ids), 0) for n in (len(moments), delays, stories, told))],
        ["early", sum(lag < 0 for lag in lags)],
        ["lines of history / notices", f"{stories:,} / {told:,}"],
        ["lag p50 / p95 / p99 / most, s", " / ".join(f"{x:.2f}" for x in (cut[49], cut[94], cut[98], lags[-1]))],
    ]  # fmt: skip


def poll() -> list[object]:
    """What asking costs while everything lies in the future: pages read."""
    due = Deadline.objects.filter(next_at__lte=database_now()).order_by("next_at", "pk")
    plan = json.loads(due[:AT_ONCE].explain(format="json", analyze=True, buffers=True))
    pages = plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
    return ["a poll that finds nothing", f"{plan[0]['Execution Time']:.2f} ms, {pages} pages"]


def flat_out(many: int) -> list[list[object]]:
    """How fast one worker acts when all of them are late at once, beside plain updates."""
    ids = fall_due(many, -MINUTE)
    begun = time.perf_counter()
    while SWEEPS["deadlines"](at=timezone.now()):
        pass
    ours = len(ids) / (time.perf_counter() - begun)
    plain = _plain(fall_due(many, -MINUTE))
    return [
        ["steps a second, one worker", f"{ours:,.0f}"],
        ["plain UPDATE … SKIP LOCKED, as many a transaction", f"{plain:,.0f}"],
        ["ratio", f"{ours / plain:.3f}"],
    ]


def _plain(ids: Sequence[int]) -> float:
    settings = connection.settings_dict
    begun, done = time.perf_counter(), 1
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]
    ) as line:
        while done:
            done = line.execute(
                "update complaints_deadline set next_at = null, breached_at = due_at where id in"
                " (select id from complaints_deadline where next_at <= clock_timestamp()"
                " order by next_at, id limit %s for no key update skip locked)",
                [AT_ONCE],
            ).rowcount
            line.commit()
    return len(ids) / (time.perf_counter() - begun)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--running", type=int, default=200_000)
    options.add_argument("--due", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--kill-every", type=float, default=10.0)
    asked = options.parse_args()
    prepare(asked.running)
    cost = poll()
    begun = database_now()
    ids = fall_due(asked.due, timedelta(seconds=5))
    with Workers(asked.workers, asked.kill_every) as workers:
        took = wait_for(ids, time.monotonic() + _KILLING)
        workers.spare()
        took += wait_for(ids, time.monotonic() + _PATIENCE)
    show(
        f"{asked.running:,} running deadlines, {asked.workers} workers, {workers.kills} killed",
        ("what", "how much"),
        [
            *outcome(ids, begun),
            ["all acted on after, s (the last is due at 65)", f"{took:.1f}"],
            cost,
            *flat_out(asked.due),
        ],
    )


if __name__ == "__main__":
    main()
