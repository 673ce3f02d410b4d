"""What the clock does about a deadline: steps before it, at the moment itself, and after."""

from dataclasses import dataclass
from datetime import datetime

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.measure import measure_of
from zhuanji.complaints.models import Deadline
from zhuanji.playbooks.body.times import Rung
from zhuanji.playbooks.queries import playbook_of

BREACH = "=due"
"""The step that every deadline has: it passed unmet. No rung of a playbook can be called so."""


@dataclass(frozen=True, slots=True)
class Step:
    """`rung` is None at the moment itself."""

    at: datetime
    rung: Rung | None

    @property
    def key(self) -> str:
        return self.rung.key if self.rung else BREACH

    @property
    def is_warning(self) -> bool:
        return self.rung is not None and self.rung.share is not None


def rungs_for(deadline: Deadline) -> tuple[Rung, ...]:
    """Return the rungs for deadlines of this kind and complaints of this grade, in order."""
    kind, grade = deadline.kind, deadline.complaint.grade
    return tuple(
        rung
        for rung in playbook_of(deadline.complaint.playbook).ladder
        if (not rung.kinds or kind in rung.kinds) and (not rung.grades or grade in rung.grades)
    )


def steps_of(deadline: Deadline, calendar: WorkingCalendar) -> tuple[Step, ...]:
    """Return all steps in order; the moment itself comes before what follows it."""
    rungs = rungs_for(deadline)
    measure = measure_of(deadline.term, calendar)
    whole = measure.between(deadline.starts_at, deadline.due_at) - deadline.rested
    before = [
        Step(
            min(
                measure.after(deadline.starts_at, deadline.rested + whole * rung.share / 100),
                deadline.due_at,
            ),
            rung,
        )
        for rung in rungs
        if rung.share is not None
    ]
    after = [
        Step(rung.after.after(deadline.due_at, calendar), rung)
        for rung in rungs
        if rung.after is not None
    ]
    by_time = sorted(before, key=_at), sorted(after, key=_at)
    return (*by_time[0], Step(deadline.due_at, None), *by_time[1])


def _at(step: Step) -> datetime:
    return step.at
