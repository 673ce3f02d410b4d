"""What a page costs at growing numbers of complaints, and how much dearer it got.

make bench SUBJECT=pages ARGS="--sizes 10000,100000,1000000"
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.complaints import KNOWN, Writer, fill
from benchmarks.table import milliseconds, p50, p95, show
from zhuanji.complaints.models import Complaint
from zhuanji.staff.actions import create_token
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role

_ROUNDS = 40


@dataclass
class Cost:
    """What one kind of page took at one size."""

    times: list[float] = field(default_factory=list)
    statements: int = 0


def visitors() -> tuple[Client, Client]:
    """A lead at the desk, and a machine."""
    lead, _new = User.objects.get_or_create(
        username="bench", defaults={"name": "量", "role": Role.LEAD}
    )
    desk = Client(headers={"Host": "localhost"})
    desk.force_login(lead)
    _token, secret = create_token(
        by=SYSTEM, at=timezone.now(), name="pages", scopes=["complaints:read"]
    )
    return desk, Client(headers={"Host": "localhost", "Authorization": f"Bearer {secret}"})


def pages(size: int) -> dict[str, tuple[Client, Callable[[], str]]]:
    """Addresses by what they show; each time another complaint, word or filter."""
    chance, writer = random.Random(7), Writer()  # noqa: S311 - not for secrets
    desk, machine = visitors()
    ours = Complaint.objects.filter(source_key__startswith="bench:")
    newest = ours.order_by("-pk").values_list("pk", flat=True)[0]
    some = ours.filter(pk__in=[chance.randint(1, newest) for _ in range(2000)])
    numbers = list(some.order_by("pk").values_list("number", flat=True))

    def word() -> str:
        text = str(writer.complaint(chance.randrange(min(size, 20_000)))["account"])
        place = chance.randrange(len(text) - 5)
        return text[place : place + chance.randint(1, 5)].strip("，。") or KNOWN[0]

    return {
        "list": (desk, lambda: "/desk/complaints/"),
        "list, filtered": (
            desk,
            lambda: f"/desk/complaints/?channel={chance.choice(['phone', 'web'])}&grade=general",
        ),
        "list, by deadline": (desk, lambda: "/desk/complaints/?order=due&open=1"),
        "search": (desk, lambda: f"/desk/complaints/?search={word()}"),
        "complaint": (desk, lambda: f"/desk/complaints/{chance.choice(numbers)}/"),
        "today": (desk, lambda: "/desk/"),
        "API list": (machine, lambda: "/api/v1/complaints"),
        "API search": (machine, lambda: f"/api/v1/complaints?search={word()}"),
        "API complaint": (machine, lambda: f"/api/v1/complaints/{chance.choice(numbers)}"),
    }


def measure(client: Client, address: Callable[[], str], rounds: int) -> Cost:
    cost = Cost()
    for number in range(rounds + 3):
        path = address()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        cost.statements = max(cost.statements, len(asked))
        took = milliseconds(lambda at=path: client.get(at))
        if number >= 3:  # the first ones warm up
            cost.times.append(took)
    return cost


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default="10000,100000")
    options.add_argument("--rounds", type=int, default=_ROUNDS)
    asked = options.parse_args()
    rows, first = [], {}
    for size in map(int, asked.sizes.split(",")):
        fill(size)
        for name, (client, address) in pages(size).items():
            cost = measure(client, address, asked.rounds)
            middle = p50(cost.times)
            growth = middle / first.setdefault(name, middle)
            rows.append((name, size, cost.statements, middle, p95(cost.times), growth))
    rows.sort(key=lambda row: list(first).index(row[0]))
    head = ("page", "complaints", "statements", "ms p50", "ms p95", "growth")
    show("Pages, made in one process", head, rows)


if __name__ == "__main__":
    main()
