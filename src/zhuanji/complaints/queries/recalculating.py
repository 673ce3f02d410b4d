"""What the deadlines of open complaints stand on, and how far reckoning them anew has come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from zhuanji.complaints.deadlines import Moved, by_its_rules
from zhuanji.complaints.models import Complaint, Deadline, Recalculation
from zhuanji.complaints.queries.owed import known_of, measure_rests
from zhuanji.complaints.stages import OPEN
from zhuanji.playbooks.duties import duties_digest
from zhuanji.working_hours.queries import calendar_in_use, number_in_use


def stamp_in_use() -> str:
    """Return what deadlines depend on beside complaint and playbook: another stamp, other days."""
    return f"calendar {number_in_use()} law {duties_digest()}"


def newest_stamp() -> str | None:
    passes = Recalculation.objects.filter(playbook=None).order_by("-pk")
    return passes.values_list("stamp", flat=True).first()


def last_recalculation(*, of_playbook: bool) -> Recalculation | None:
    """The pass at work or the last one: to another playbook, or after another calendar or law."""
    passes = Recalculation.objects.exclude if of_playbook else Recalculation.objects.filter
    return passes(playbook=None).order_by("-pk").first()


def of_pass(found: Recalculation) -> QuerySet[Complaint]:
    """The open complaints that a pass has still to reckon, in its order."""
    rows = Complaint.objects.filter(
        stage__in=sorted(OPEN), pk__gt=found.place, pk__lte=found.last
    ).order_by("pk")
    if found.grades:
        rows = rows.filter(grade__in=found.grades)
    return rows if found.playbook is None else rows.exclude(playbook=found.playbook)


def without_sooner(rows: list[Complaint], version: int, *, at: datetime) -> list[int]:
    """Return the ids of those of which no deadline comes earlier by a version.

    The rows are changed by the trial: read them again before they are written.
    """
    calendar, known = calendar_in_use(at), known_of(rows)
    measure_rests(known, calendar)
    kept: list[int] = []
    for one in rows:
        nearest, one.playbook = one.due_at, version
        _rows, begun, moved = by_its_rules(one, known[one.pk], calendar, at=at)
        is_nearer = any(nearest is None or row.due_at < nearest for row in begun)
        if not is_nearer and not any(map(is_sooner, moved)):
            kept.append(one.pk)
    return kept


def handled_otherwise(version: int) -> QuerySet[Complaint]:
    """The open complaints that another version of the playbook handles."""
    return Complaint.objects.filter(stage__in=sorted(OPEN)).exclude(playbook=version)


@dataclass
class Effect:
    """What another playbook does to the open complaints that were looked at: nothing is written."""

    looked_at: int = 0
    waiting: int = 0  # all that another version handles
    earlier: Counter[str] = field(default_factory=Counter)  # by kind of deadline
    later: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    begun: Counter[str] = field(default_factory=Counter)
    late: list[Complaint] = field(default_factory=list)  # of which a deadline passes by it

    @property
    def kinds(self) -> list[str]:
        moved = {*self.earlier, *self.later, *self.ended, *self.begun}
        return [kind for kind in Deadline.Kind.values if kind in moved]


def effect_of_playbook(version: int, *, at: datetime, most: int = 500) -> Effect:
    """Reckon open complaints of other versions as if this one handled them, the oldest first."""
    waiting = handled_otherwise(version)
    rows = list(waiting.defer("account", "restatement", "how", "why").order_by("pk")[:most])
    effect, calendar, known = (
        Effect(len(rows), waiting.count()),
        calendar_in_use(at),
        known_of(rows),
    )
    measure_rests(known, calendar)
    for complaint in rows:
        complaint.playbook = version
        changed, begun, moved = by_its_rules(complaint, known[complaint.pk], calendar, at=at)
        effect.begun.update(str(row.kind) for row in begun)
        for one in moved:
            way = "ended" if not one["after"] else "earlier" if is_sooner(one) else "later"
            getattr(effect, way)[one["kind"]] += 1
        if any(row.is_owed and row.breached_at is None and row.due_at <= at for row in changed):
            effect.late.append(complaint)
    return effect


def is_sooner(moved: Moved) -> bool:
    """Whether a deadline is due earlier than it was."""
    after, before = moved["after"], moved["before"]
    return after != "" and datetime.fromisoformat(after) < datetime.fromisoformat(before)
