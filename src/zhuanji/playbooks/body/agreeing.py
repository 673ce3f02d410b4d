"""Where the sections of a playbook contradict each other, or a section itself."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from zhuanji.playbooks.body.fields import GRADES

Body = Any  # a PlaybookBody, which knows this file

SECTIONS = (
    "categories", "rules", "deadlines", "stages", "ladder", "pauses", "routes", "emergency", "caps",
    "scripts", "surveys",
)  # fmt: skip
MOST: Mapping[str, int] = {"categories": 400, "rules": 100}
MOST_ROWS = 80  # of any other section


@dataclass(frozen=True)
class Finding:
    """What is wrong (`kind`), in which row of which section; `told` are words for the sentence."""

    kind: str
    section: str
    place: int | None
    key: str
    told: Mapping[str, Any] = field(default_factory=dict)


def contradictions(body: Body) -> Iterator[Finding]:
    """Everything that no single field can be blamed for."""
    for section in SECTIONS:
        rows = getattr(body, section)
        most = MOST.get(section, MOST_ROWS)
        if len(rows) > most:
            yield Finding("too_many", section, most, "", {"limit": most})
        yield from _twice(section, [row.key for row in rows])
    yield from _tree([row.key for row in body.categories])
    yield from _lost(body)
    keys = {row.key for row in body.deadlines}
    yield from (
        Finding("grade_missing", "deadlines", None, grade) for grade in GRADES if grade not in keys
    )
    yield from _plan({row.key: row.needs for row in body.emergency})
    yield from _ladder(body)


def _twice(section: str, keys: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for place, key in enumerate(keys):
        if first.setdefault(key, place) != place:
            yield Finding("known_twice", section, place, key)


def _tree(keys: Sequence[str]) -> Iterator[Finding]:
    known: set[str] = set()
    for place, key in enumerate(keys):
        parent = key.rpartition(".")[0]
        if parent and parent not in known:
            yield Finding("parent_missing", "categories", place, key)
        known.add(key)


def _lost(body: Body) -> Iterator[Finding]:
    """What names a category that is not here."""
    known = {row.key for row in body.categories}
    named: dict[str, list[tuple[str, Sequence[str]]]] = {
        "rules": [(row.key, [row.category]) for row in body.rules],
        "routes": [(row.key, row.categories) for row in body.routes],
        "scripts": [(row.key, [row.category]) for row in body.scripts],
    }
    for section, rows in named.items():
        for place, (key, categories) in enumerate(rows):
            lost = next((one for one in categories if one and one not in known), None)
            if lost:
                kind = "rule_lost" if section == "rules" else "category_lost"
                yield Finding(kind, section, place, key, {"lost": lost})


def _plan(needs: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """A step that waits for one that is not there, or in the end for itself."""
    for place, (key, those) in enumerate(needs.items()):
        lost = next((one for one in those if one not in needs), None)
        if lost:
            yield Finding("step_lost", "emergency", place, key, {"lost": lost})
        elif key in _before(key, needs):
            yield Finding("cycle", "emergency", place, key)


def _before(key: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(needs.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += needs.get(one, ())
    return found


def overlaps(body: Body) -> Iterator[Finding]:
    """Rungs by which one deadline would tell people twice at one moment.

    Asked of what is written only: versions older than this question must stay readable. Grades
    may differ, so that a graver complaint may reach more people at the same moment.
    """
    for place, rung in enumerate(body.ladder):
        for other in body.ladder[:place]:
            is_one = (rung.rank, rung.grades) == (other.rank, other.grades)
            if is_one and _share_a_kind(rung.kinds, other.kinds):
                yield Finding("same_moment", "ladder", place, rung.key, {"other": other.key})
                break


def _share_a_kind(these: AbstractSet[str], those: AbstractSet[str]) -> bool:
    return not these or not those or bool(these & those)  # none named: all of them


def _ladder(body: Body) -> Iterator[Finding]:
    """Two rungs for one moment, and a rung that no deadline ever reaches."""
    moments: dict[Any, str] = {}
    with_escalation = {row.key for row in body.deadlines if row.escalation is not None}
    for place, rung in enumerate(body.ladder):
        moment = (rung.rank, rung.kinds, rung.grades)
        if moment in moments:
            yield Finding("same_moment", "ladder", place, rung.key, {"other": moments[moment]})
        moments.setdefault(moment, rung.key)
        grades = rung.grades or set(GRADES)
        if rung.kinds == {"escalation"} and not grades & with_escalation:
            yield Finding("never_reached", "ladder", place, rung.key)
