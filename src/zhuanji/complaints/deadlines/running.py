"""How one deadline runs, rests, ends and begins again. Changes the row given, unsaved."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.ladder import steps_of
from zhuanji.complaints.deadlines.law import began_with_an_event
from zhuanji.complaints.deadlines.measure import measure_of
from zhuanji.complaints.models import Deadline, Pause
from zhuanji.complaints.stages import FINISHED, Stage
from zhuanji.playbooks.body.times import PauseRule
from zhuanji.playbooks.queries import playbook_of
from zhuanji.playbooks.terms import Term, parse_term

State, Kind = Deadline.State, Deadline.Kind

_ENDS_WITHOUT = frozenset({Stage.WITHDRAWN, Stage.MERGED})
_OUTLIVES_CLOSING = frozenset({Kind.PROMISE, Kind.STATUTE})  # what was promised is still owed
_MEETS: dict[Stage, frozenset[str]] = {
    Stage.ACKNOWLEDGED: frozenset({Kind.ACKNOWLEDGEMENT}),
    Stage.ANSWERED: frozenset({Kind.ACKNOWLEDGEMENT, Kind.FIRST_ANSWER}),
    Stage.CLOSED: frozenset({Kind.ACKNOWLEDGEMENT, Kind.FIRST_ANSWER, Kind.RESOLUTION}),
}
"""What has happened once a complaint stands at a stage, and which deadlines that meets."""

TOWARDS_THE_CUSTOMER = frozenset(
    {
        Deadline.Kind.ACKNOWLEDGEMENT,
        Deadline.Kind.FIRST_ANSWER,
        Deadline.Kind.RESOLUTION,
        Deadline.Kind.PROMISE,
        Deadline.Kind.STATUTE,
    }
)
"""What a list means by "due": our own rhythm (stages, heartbeat, tasks) would drown it."""


def begin(deadline: Deadline, calendar: WorkingCalendar, *, at: datetime) -> Deadline:
    """Let it run. What lies before `at`, when we came to know of it, alarms nobody any more."""
    deadline.state = State.RUNNING
    deadline.confirmed = calendar.is_confirmed_between(deadline.starts_at, deadline.due_at)
    if deadline.due_at <= at:
        deadline.breached_at = deadline.due_at
    steps = steps_of(deadline, calendar)
    deadline.step = sum(step.at <= at for step in steps)
    deadline.next_at = steps[deadline.step].at if deadline.step < len(steps) else None
    return deadline


def begin_again(
    deadline: Deadline, due_at: datetime, calendar: WorkingCalendar, *, at: datetime
) -> None:
    """Start anew: a reopened complaint is resolved once more."""
    deadline.starts_at, deadline.due_at = at, max(due_at, at)
    deadline.rested = timedelta()
    deadline.paused_at = deadline.met_at = deadline.lapsed_at = deadline.breached_at = None
    begin(deadline, calendar, at=at)


def move_due(
    deadline: Deadline, due_at: datetime, calendar: WorkingCalendar, *, at: datetime
) -> None:
    """Give it another moment. What that makes late now is late: the clock acts on it at once.

    What was late before and still is alarms nobody a second time.
    """
    deadline.due_at = max(due_at, deadline.starts_at)
    deadline.confirmed = calendar.is_confirmed_between(deadline.starts_at, deadline.due_at)
    if deadline.due_at > at:
        deadline.breached_at = None
    if deadline.state == State.RUNNING:
        _find_step(deadline, calendar, at=at)


def rest(deadline: Deadline, *, at: datetime) -> None:
    deadline.state, deadline.paused_at, deadline.next_at = State.PAUSED, at, None


def run_on(deadline: Deadline, calendar: WorkingCalendar, *, at: datetime) -> None:
    """End its rest: it is due later by what passed, measured as its term is."""
    measure = measure_of(deadline.term, calendar)
    since = max(deadline.paused_at or at, deadline.starts_at)
    passed = measure.between(since, at)
    deadline.rested += passed
    deadline.due_at = measure.after(deadline.due_at, passed)
    deadline.confirmed = calendar.is_confirmed_between(deadline.starts_at, deadline.due_at)
    deadline.state, deadline.paused_at = State.RUNNING, None
    _find_step(deadline, calendar, at=at)


def rest_anew(deadline: Deadline, pauses: Iterable[Pause], calendar: WorkingCalendar) -> None:
    """Measure by another calendar how much of the time so far it rested, in pauses that ended."""
    rules, measure = (
        playbook_of(deadline.complaint.playbook).pauses,
        measure_of(deadline.term, calendar),
    )
    deadline.rested = sum(
        (
            measure.between(max(pause.started_at, deadline.starts_at), pause.ended_at)
            for pause in pauses
            if pause.ended_at and _rested_in(deadline, rules.get(pause.reason))
        ),
        timedelta(),
    )


def _rested_in(deadline: Deadline, rule: PauseRule | None) -> bool:
    return rule is None or not rule.kinds or deadline.kind in rule.kinds


def meet(deadline: Deadline, *, at: datetime) -> None:
    """It happened; after the moment it is late, whether the clock was awake or not."""
    deadline.state, deadline.met_at = State.MET, at
    deadline.paused_at = deadline.next_at = None


def lapse(deadline: Deadline, *, at: datetime) -> None:
    """It is no longer owed: neither kept nor broken."""
    deadline.state, deadline.lapsed_at = State.LAPSED, at
    deadline.paused_at = deadline.next_at = None


def revive(deadline: Deadline, calendar: WorkingCalendar, *, at: datetime) -> None:
    """It is owed after all (a merge was undone), with the moment it had."""
    deadline.state, deadline.lapsed_at = State.RUNNING, None
    _find_step(deadline, calendar, at=at)


def end_at_stage(rows: Iterable[Deadline], stage: Stage, *, at: datetime) -> list[Deadline]:
    """End what a complaint no longer owes at this stage; return those."""
    ended = []
    for row in rows:
        if _is_met(row, stage):
            meet(row, at=at)
        elif _has_lapsed(row, stage):
            lapse(row, at=at)
        else:
            continue
        ended.append(row)
    return ended


def follow(
    deadline: Deadline, wanted: Deadline | None, calendar: WorkingCalendar, *, at: datetime
) -> None:
    """Become what another grade or playbook wants of it; None: nothing any more."""
    if wanted is None:
        lapse(deadline, at=at)
        return
    deadline.term, deadline.source = wanted.term, wanted.source
    due_at = measure_of(wanted.term, calendar).after(wanted.due_at, deadline.rested)
    if due_at != deadline.due_at:
        move_due(deadline, due_at, calendar, at=at)


def term_of(deadline: Deadline) -> Term:
    return parse_term(deadline.term)


def nearest(deadlines: Iterable[Deadline]) -> datetime | None:
    """Return when the next of those that run towards the customer is due."""
    running = (
        one.due_at
        for one in deadlines
        if one.state == State.RUNNING and one.kind in TOWARDS_THE_CUSTOMER
    )
    return min(running, default=None)


def _is_met(row: Deadline, stage: Stage) -> bool:
    if row.kind == Kind.STAGE:
        return row.key != stage and stage not in _ENDS_WITHOUT
    if row.kind == Kind.STATUTE and stage == Stage.CLOSED:
        return not began_with_an_event(row)  # what ran from receipt was answered with it
    return row.kind in _MEETS.get(stage, ())


def _has_lapsed(row: Deadline, stage: Stage) -> bool:
    return stage in FINISHED and (stage in _ENDS_WITHOUT or row.kind not in _OUTLIVES_CLOSING)


def _find_step(deadline: Deadline, calendar: WorkingCalendar, *, at: datetime) -> None:
    """Warnings that lie behind us come too late to be given; a breach is told once, and once only."""
    steps = steps_of(deadline, calendar)
    told = [step.at <= at and (step.is_warning or deadline.breached_at) for step in steps]
    deadline.step = sum(map(bool, told))
    deadline.next_at = steps[deadline.step].at if deadline.step < len(steps) else None
