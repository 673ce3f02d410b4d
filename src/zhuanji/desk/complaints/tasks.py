"""Tasks of departments as pages show them: who, how far, by when, how often put off."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhuanji.complaints.deadlines import share_used
from zhuanji.complaints.models import Complaint, Deadline, Task, TaskMove
from zhuanji.complaints.queries import tasks_of
from zhuanji.desk.times import duration, exactly, left
from zhuanji.working_hours.queries import calendar_in_use

_COLOURS = ((0.5, "calm"), (0.75, "soon"), (1.0, "late"))
STATE_LOOKS = {
    Task.State.OPEN: "received",
    Task.State.TAKEN: "handling",
    Task.State.DONE: "answered",
    Task.State.ACCEPTED: "closed",
    Task.State.CANCELLED: "withdrawn",
}


@dataclass(frozen=True)
class ShownTask:
    """`colour` and `words` say how its clock stands; `slips` how often it was put off."""

    task: Task
    title: str
    look: str
    colour: str
    words: str
    slips: str = ""
    is_late: bool = False

    @property
    def runs(self) -> bool:
        return self.task.deadline.state == Deadline.State.RUNNING


def shown_tasks(
    complaint: Complaint, hide: Callable[[str], str], *, at: datetime
) -> list[ShownTask]:
    """One question, however many there are."""
    return [shown_task(task, hide, at=at) for task in tasks_of(complaint)]


def shown_task(task: Task, hide: Callable[[str], str], *, at: datetime) -> ShownTask:
    row, times = task.deadline, getattr(task, "times_moved", 0)
    return ShownTask(
        task=task,
        title=hide(task.title),
        look=STATE_LOOKS[Task.State(task.state)],
        colour=_colour(row, at),
        words=_words(row, at),
        slips=ngettext("moved once", "moved %(times)s times", times) % {"times": times}
        if times
        else "",
        is_late=row.breached_at is not None or (row.met_at or row.due_at) > row.due_at,
    )


def slip_words(moves: Iterable[TaskMove]) -> str:
    """Return how often a task was moved and by how much in all; "" when it never was."""
    steps = list(moves)
    if not steps:
        return ""
    whole = sum((one.after - one.before for one in steps), timedelta())
    times = ngettext("moved once", "moved %(times)s times", len(steps)) % {"times": len(steps)}
    way = _("later by %(time)s in all") if whole >= timedelta() else _("earlier by %(time)s in all")
    return f"{times}, {way % {'time': duration(abs(whole))}}"


def accepted_of(tasks: Iterable[ShownTask]) -> tuple[int, int]:
    """Return how many are accepted, of how many that count."""
    count = [one.task for one in tasks if one.task.state != Task.State.CANCELLED]
    return sum(task.state == Task.State.ACCEPTED for task in count), len(count)


def _colour(row: Deadline, at: datetime) -> str:
    if row.state != Deadline.State.RUNNING:
        return str(row.state)
    used = share_used(row, calendar_in_use(at), at=at)
    return next((name for limit, name in _COLOURS if used < limit), "over")


def _words(row: Deadline, at: datetime) -> str:
    if row.state == Deadline.State.PAUSED:
        return _("rests")
    if row.state == Deadline.State.LAPSED:
        return ""
    if row.met_at is None:
        return left(row.due_at, at)
    late = row.met_at > row.due_at
    return (_("late, %(at)s") if late else "%(at)s") % {"at": exactly(row.met_at)}
