"""Giving 1,000 complaints to 200 people: the reckoning alone, beside greed, and with everything written.

make bench SUBJECT=dispatch ARGS="--complaints 1000 --people 200"
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.complaints import Writer
from benchmarks.table import show
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.dispatch.actions import distribute
from zhuanji.dispatch.choosing import greedily
from zhuanji.dispatch.explaining import explained
from zhuanji.dispatch.models import Skill
from zhuanji.dispatch.queries.planning import whole
from zhuanji.dispatch.queries.suggesting import weighed
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import SYSTEM, Role

_TIMES = 5


def people(count: int) -> None:
    """Have that many agents with skills."""
    place = Department.objects.get_or_create(code="bench", defaults={"name": "评测部"})[0]
    have = User.objects.filter(role=Role.AGENT, is_active=True).count()
    new = [
        User(
            username=f"bench-{have + n}", name=f"评测{have + n}", role=Role.AGENT, department=place
        )
        for n in range(max(count - have, 0))
    ]
    User.objects.bulk_create(new)
    keys = [one.key for one in playbook_in_use().offered]
    chance = random.Random(1)  # noqa: S311 - a benchmark
    skills = [
        Skill(user=u, subject=k, level=chance.randint(1, 3))
        for u in new
        for k in chance.sample(keys, 5)
    ]
    Skill.objects.bulk_create(skills, ignore_conflicts=True)


def complaints(count: int) -> list[int]:
    """Register that many, of every category, and return their ids."""
    writer, base = Writer(), random.SystemRandom().randrange(500_000_000)
    keys = [one.key for one in playbook_in_use().offered]
    rows = []
    for number in range(count):
        given = {**writer.complaint(base + number), "category": keys[number % len(keys)]}
        given["received_at"] = timezone.now()
        rows.append(actions.Row(read_registration(given), f"dispatch:{base + number}"))
    made = actions.register_complaints(by=SYSTEM, at=timezone.now(), rows=rows)
    del made
    return list(Complaint.objects.order_by("-pk").values_list("pk", flat=True)[:count])


def timed(act: Callable[[], object]) -> list[float]:
    took = []
    for _again in range(_TIMES):
        with transaction.atomic():
            start = time.perf_counter()
            act()
            took.append(time.perf_counter() - start)
            transaction.set_rollback(True)
    return took


def plain(ids: list[int], owner: int) -> None:
    """As few writes as there can be: the owners, and as many rows as there are lines of history."""
    Complaint.objects.filter(pk__in=ids).update(owner=owner)
    with connection.cursor() as cursor:
        cursor.execute("create temp table plain (like history_entry including all)")
        with cursor.copy(
            "copy (select * from history_entry order by id desc limit %s) to stdout", [len(ids)]
        ) as out:
            lines = b"".join(bytes(piece) for piece in out)
        with cursor.copy("copy plain from stdin") as copied:
            copied.write(lines)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--complaints", type=int, default=1000)
    options.add_argument("--people", type=int, default=200)
    wanted = options.parse_args()
    people(wanted.people)
    ids, now = complaints(wanted.complaints), timezone.now()
    found = whole(SYSTEM, ids)
    choice = weighed(found, at=now)
    weighing, owner = choice.weighing, next(iter(choice.people.values()))
    greed = greedily(weighing)
    rows = [
        _row("one after the other (greed)", timed(lambda: greedily(weighing)), greed.total),
        _row("all together, from the tables", timed(lambda: weighed(found, at=now)), choice.total),
        _row("and every reason", timed(lambda: explained(weighed(found, at=now))), choice.total),
        _row(
            "the whole action, written",
            timed(lambda: distribute(by=SYSTEM, at=now, ids=ids)),
            choice.total,
        ),
        _row("plain writes of the same rows", timed(lambda: plain(ids, owner)), 0),
    ]
    title = f"{len(ids):,} complaints, {len(weighing.people)} people"
    show(title, ("how", "seconds, median", "at most", "cost"), rows)


def _row(name: str, took: list[float], cost: float) -> tuple[str, float, float, float]:
    return name, statistics.median(took), max(took), cost


if __name__ == "__main__":
    main()
