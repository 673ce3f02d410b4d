"""Complaints by the million, of words as unevenly frequent as people's. Ours, from a seed."""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from zhuanji.complaints import actions
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
    """Bring the database to at least `size` complaints, in batches, telling how far it is."""
    writer = Writer()
    have = Complaint.objects.filter(source_key__startswith="bench:").count()
    for start in range(have, size, CHUNK):
        stop = min(start + CHUNK, size)
        rows = [
            actions.Row(given, f"bench:{start + offset}")
            for offset, given in enumerate(writer.registrations(start, stop))
        ]
        actions.register_complaints(by=by, at=START, rows=rows)
        print(f"\r{stop:>9,} complaints", end="", flush=True)
    print("\r", end="")
