"""What the clock does about a deadline: steps before it, at the moment itself, and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.law import duty_of
from zhuanji.complaints.deadlines.measure import Measure, measure_of
from zhuanji.complaints.models import Deadline
from zhuanji.playbooks.body.times import Rung
from zhuanji.playbooks.queries import playbook_of
from zhuanji.playbooks.terms import Term

BREACH = "=due"
"""The step that every deadline has: it passed unmet. No rung of a playbook can be called so."""

OWNER = "owner"
_RED_LINE = "=red"


@dataclass(frozen=True, slots=True)
class Step:
    """`to` are those who hear of it; beside the owner, it is put before them (escalated)."""

    at: datetime
    key: str
    to: tuple[str, ...] = (OWNER,)
    is_warning: bool = False
    acknowledge_within: Term | None = None


def steps_of(deadline: Deadline, calendar: WorkingCalendar) -> tuple[Step, ...]:
    """Return all steps in order; the moment itself comes before what follows it."""
    rungs, measure = _rungs(deadline), measure_of(deadline.term, calendar)
    before = [*_shares(deadline, rungs, measure), *_red_lines(deadline, measure, calendar)]
    after = [
        Step(
            rung.after.after(deadline.due_at, calendar),
            rung.key,
            rung.to,
            acknowledge_within=rung.acknowledge_within,
        )
        for rung in rungs
        if rung.after is not None
    ]
    return (*_by_time(before), Step(deadline.due_at, BREACH), *_by_time(after))


def _rungs(deadline: Deadline) -> tuple[Rung, ...]:
    """Those for deadlines of this kind and complaints of this grade."""
    kind, grade = deadline.kind, deadline.complaint.grade
    return tuple(
        rung
        for rung in playbook_of(deadline.complaint.playbook).ladder
        if (not rung.kinds or kind in rung.kinds) and (not rung.grades or grade in rung.grades)
    )


def _shares(deadline: Deadline, rungs: Iterable[Rung], measure: Measure) -> Iterator[Step]:
    whole = measure.between(deadline.starts_at, deadline.due_at) - deadline.rested
    for rung in rungs:
        if rung.share is not None:
            at = measure.after(deadline.starts_at, deadline.rested + whole * rung.share / 100)
            yield Step(
                min(at, deadline.due_at),
                rung.key,
                rung.to,
                is_warning=True,
                acknowledge_within=rung.acknowledge_within,
            )


def _red_lines(deadline: Deadline, measure: Measure, calendar: WorkingCalendar) -> Iterator[Step]:
    """Days at which the law's own term comes near, as its data has them."""
    duty = duty_of(deadline) if deadline.kind == Deadline.Kind.STATUTE else None
    for number, line in enumerate(duty.red_lines if duty else ()):
        at = measure.after(line.after(deadline.starts_at, calendar), deadline.rested)
        to = (OWNER, "lead")
        yield Step(min(at, deadline.due_at), f"{_RED_LINE}{number}", to, is_warning=True)


def _by_time(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.at)
