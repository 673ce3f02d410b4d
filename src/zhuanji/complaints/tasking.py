"""Tasks of departments before they are rows: what is asked, and which of them wait in a circle. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from zhuanji.staff.models import Department, User


@dataclass(frozen=True)
class Asked:
    """One department of those that are asked: by when, and who of it where that is known."""

    department: Department
    due_at: datetime
    term: str = ""
    owner: User | None = None


@dataclass(frozen=True)
class Needed:
    """A line of what a task takes; `amount` in fen."""

    kind: str
    words: str = ""
    quantity: int | None = None
    amount: int | None = None


def circle_from(start: int, waits: Mapping[int, Collection[int]]) -> list[int]:
    """Return a way along which `start` waits for itself, beginning and ending with it; [] for none."""
    came: dict[int, int] = {}
    ahead = [start]
    while ahead:
        here = ahead.pop()
        for after in waits.get(here, ()):
            if after == start:
                return _way(start, here, came)
            if after not in came:
                came[after] = here
                ahead.append(after)
    return []


def _way(start: int, last: int, came: Mapping[int, int]) -> list[int]:
    way = [start, last] if last != start else [start]
    while way[-1] != start:
        way.append(came[way[-1]])
    if last == start:
        way.append(start)
    return way[::-1]
