"""What a team leader sees over: what is late, who waits for whom, who carries how much."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import CharField, Count, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from zhuanji.complaints.effort import effort_of
from zhuanji.complaints.models import Complaint, Escalation, Promise
from zhuanji.complaints.queries.clocked import UNEXPLAINED, is_escalated, late_ones, promises_that
from zhuanji.complaints.queries.filters import SOON
from zhuanji.complaints.queries.noting import escalations_to_note
from zhuanji.complaints.queries.tasks import Keeping, departments_keeping
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN
from zhuanji.kernel.actors import Actor
from zhuanji.playbooks.queries import playbook_in_use

_SHOWN = 10
NOBODY = "none"


@dataclass(frozen=True)
class Person:
    """`key` is an id or "none"; `load` is effort by the playbook, `overdue` counts open ones."""

    key: str
    name: str
    open: int = 0
    load: float = 0
    overdue: int = 0
    kept: int = 0
    broken: int = 0

    @property
    def broken_share(self) -> int | None:
        """Percent of the promises of the last month that were broken; None without any."""
        known = self.kept + self.broken
        return round(100 * self.broken / known) if known else None


@dataclass(frozen=True)
class Waiting:
    """Open complaints of one department that rest for one reason."""

    department: str
    name: str
    reason: str
    count: int


@dataclass(frozen=True)
class Late:
    """Complaints that were late in the last month, by one value of "cause", "owner", "department"."""

    by: str
    key: str
    name: str
    count: int


@dataclass(frozen=True)
class Overview:
    """Every number equals the length of the list behind it."""

    open: int
    overdue: int
    soon: int
    unassigned: int
    escalated: int
    urgent: list[Complaint]
    escalations: list[Escalation]  # that wait for whoever asks
    handed: list[Complaint]
    waiting: list[Waiting]
    people: list[Person]
    keeping: list[Keeping]  # departments that others wait for
    late: dict[str, list[Late]] = field(default_factory=dict)


def overview(actor: Actor, *, at: datetime) -> Overview:
    """Return everything in eleven questions, however much there is."""
    mine = visible_to(actor)
    is_open = mine.filter(stage__in=sorted(OPEN))
    found = is_open.aggregate(
        open=Count("id"),
        overdue=Count("id", filter=Q(due_at__lt=at)),
        soon=Count("id", filter=Q(due_at__range=(at, at + SOON))),
        unassigned=Count("id", filter=Q(owner=None)),
    )
    return Overview(
        **found,
        escalated=mine.filter(is_escalated()).count(),
        urgent=_urgent(is_open, at),
        escalations=escalations_to_note(actor),
        handed=_handed(is_open),
        waiting=_waiting(is_open),
        people=_people(is_open, at),
        keeping=departments_keeping(actor, at=at),
        late=_late(mine, at),
    )


def _urgent(is_open: QuerySet[Complaint], at: datetime) -> list[Complaint]:
    near = is_open.filter(due_at__lt=at + SOON).select_related("customer__merged_into", "owner")
    return list(
        near.defer("account", "restatement", "how", "why").order_by("due_at", "id")[:_SHOWN]
    )


def _handed(is_open: QuerySet[Complaint]) -> list[Complaint]:
    """What went from hand to hand, the most often first."""
    passed = is_open.filter(handovers__gt=1).select_related("customer__merged_into", "owner")
    words = passed.defer("account", "restatement", "how", "why")
    return list(words.order_by("-handovers", "-returns", "id")[:_SHOWN])


def _waiting(is_open: QuerySet[Complaint]) -> list[Waiting]:
    rests = is_open.exclude(waits_for="").order_by()
    rows = rests.values_list("department", "department__name", "waits_for")
    counted = rows.annotate(count=Count("id")).order_by("-count", "department", "waits_for")
    return [
        Waiting(_key(place), name or "", reason, count) for place, name, reason, count in counted
    ]


def _people(is_open: QuerySet[Complaint], at: datetime) -> list[Person]:
    """Whoever owns something open or promised something in the last month, the heaviest load first."""
    found: dict[str, Person] = {}
    late = Count("id", filter=Q(due_at__lt=at))
    weights = playbook_in_use().dispatch
    rows = is_open.order_by().values_list("owner", "owner__name", "grade", "stage")
    for owner, name, grade, stage, count, overdue in rows.annotate(count=Count("id"), overdue=late):
        one = found.get(_key(owner)) or Person(_key(owner), name or "")
        found[one.key] = replace(
            one,
            open=one.open + count,
            load=one.load + count * effort_of(grade, stage, weights),
            overdue=one.overdue + overdue,
        )
    for owner, name, kept, broken in _promises(at):
        one = found.get(_key(owner)) or Person(_key(owner), name)
        found[one.key] = replace(one, kept=kept, broken=broken)
    return sorted(found.values(), key=lambda one: (one.key == NOBODY, -one.load, one.name))


def _promises(at: datetime) -> Iterable[tuple[int, str, int, int]]:
    """Complaints with promises of the last month that were kept, and that were broken, by person."""

    def complaints(state: str) -> Count:
        return Count("complaint", distinct=True, filter=promises_that(state, at=at))

    known = Promise.objects.filter(promises_that("kept", at=at) | promises_that("broken", at=at))
    rows = known.order_by().values_list("owner", "owner__name")
    return rows.annotate(kept=complaints("kept"), broken=complaints("broken"))


def _late(mine: QuerySet[Complaint], at: datetime) -> dict[str, list[Late]]:
    """By cause, by owner and by department: one question."""
    rows = late_ones(at=at).filter(deadline__complaint__in=mine).order_by()
    count = Count("deadline__complaint", distinct=True, output_field=IntegerField())

    def grouped(by: str, key: str, name: str) -> QuerySet[Complaint]:
        said = {"by_": Value(by), "key_": Cast(key, CharField()), "name_": Cast(name, CharField())}
        return rows.values(**said).annotate(count_=count)  # type: ignore[return-value]

    parts = [
        grouped("cause", "cause", "cause"),
        grouped("owner", "owner", "owner__name"),
        grouped("department", "department", "department__name"),
    ]
    found: dict[str, list[Late]] = {"cause": [], "owner": [], "department": []}
    for row in parts[0].union(*parts[1:], all=True):
        late = Late(row["by_"], row["key_"] or UNEXPLAINED, row["name_"] or "", row["count_"])  # type: ignore[index]
        found[late.by].append(late)
    return {by: sorted(late, key=lambda one: -one.count) for by, late in found.items()}


def _key(value: object) -> str:
    return NOBODY if value is None else str(value)
