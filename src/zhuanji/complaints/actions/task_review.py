"""What whoever asked a department decides about a task: accept, send back, put off, cancel."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints import task_policies as policies
from zhuanji.complaints.actions.deadlines import write
from zhuanji.complaints.actions.task_telling import (
    tell_accepted,
    tell_cancelled,
    tell_free,
    tell_moved,
    tell_returned,
)
from zhuanji.complaints.actions.tasks import (
    State,
    locked,
    record_task,
    require_moment,
    require_of_this,
    require_state,
)
from zhuanji.complaints.models import Complaint, Proof, Task, TaskMove
from zhuanji.complaints.tasking import circle_from
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.language.normalise import clean_line, clean_text
from zhuanji.working_hours.queries import calendar_in_use

_REASON_LIMIT = 500
_REVEAL_LIMIT = 300


class FourEyes(DomainError):
    """The one who did a task may not accept it."""

    status = 403
    message = gettext_lazy(
        "You did this task yourself. A second person must accept it: ask a team leader."
    )


class TasksOpen(DomainError):
    """A complaint is not ended silently while departments still work on it."""


@transaction.atomic
def accept_task(*, by: Actor, at: datetime, task: Task, review: str = "") -> Task:
    """Find, as the second person, that what was handed in meets the criterion."""
    task, proof = _handed_in(by, task)
    _close(proof, Proof.State.ACCEPTED, clean_line(review)[:_REASON_LIMIT], by=by, at=at)
    task.state, task.settled_at = State.ACCEPTED, at
    task.save(update_fields=["state", "settled_at"])
    record_task("complaint.task_accepted", task, by=by, at=at, proof=proof.pk)
    tell_accepted(task, at=at)
    _free_those_behind(task, at=at)
    return task


@transaction.atomic
def send_task_back(
    *,
    by: Actor,
    at: datetime,
    task: Task,
    reason: str,
    due_at: datetime | None = None,
    term: str = "",
) -> Task:
    """Ask for it once more and say what is missing; its clock runs again.

    Raises Invalid without a reason, and without a new moment when the old one is over.
    """
    task, proof = _handed_in(by, task)
    words, before = _reason(reason), task.deadline.due_at
    if due_at is None and before <= at:
        raise Invalid({"due_at": _("Its moment is over. Say by when it is to come again.")})
    if due_at is not None:
        require_moment(due_at, at)
    _close(proof, Proof.State.RETURNED, words, by=by, at=at)
    task.state, task.reason = State.TAKEN, words
    task.save(update_fields=["state", "reason"])
    if due_at is not None and due_at != before:
        _note_move(task, before, due_at, words, by=by, at=at)
        task.deadline.term = term
    reckoning.begin_again(task.deadline, due_at or before, calendar_in_use(at), at=at)
    write([task.deadline])
    due = task.deadline.due_at.isoformat()
    record_task("complaint.task_returned", task, by=by, at=at, proof=proof.pk, due=due)
    tell_returned(task, proof, at=at)
    return task


@transaction.atomic
def move_task(
    *, by: Actor, at: datetime, task: Task, due_at: datetime, reason: str, term: str = ""
) -> Task:
    """Give it another moment and say why; the old one stays on record."""
    task = locked(task)
    require_state(by, task, State.OPEN, State.TAKEN)
    policies.require(policies.may_change(by, task), by, task)
    words, row = _reason(reason), task.deadline
    require_moment(due_at, at)
    if due_at == row.due_at:
        raise Invalid({"due_at": _("It is due at that moment already.")})
    before = row.due_at
    _note_move(task, before, due_at, words, by=by, at=at)
    row.term = term
    reckoning.move_due(row, due_at, calendar_in_use(at), at=at)
    write([row])
    moved = [reckoning.told(row, before)]
    record_task("complaint.task_moved", task, by=by, at=at, moved=moved)
    tell_moved(task, at=at)
    return task


@transaction.atomic
def let_task_wait(*, by: Actor, at: datetime, task: Task, waits_for: Iterable[Task]) -> Task:
    """Say which other tasks of the complaint come first. Raises Invalid for a circle, naming it."""
    task = locked(task)
    require_state(by, task, State.OPEN, State.TAKEN)
    policies.require(policies.may_change(by, task), by, task)
    first = list(waits_for)
    require_of_this(task.complaint, first)
    _refuse_circles(task, {one.pk for one in first})
    task.waits_for.set(first)
    others = sorted(one.pk for one in first)
    record_task("complaint.task_waits", task, by=by, at=at, waits_for=others)
    return task


@transaction.atomic
def cancel_task(*, by: Actor, at: datetime, task: Task, reason: str) -> Task:
    """It is not needed any more; the reason stays on record."""
    task = locked(task)
    require_state(by, task, State.OPEN, State.TAKEN, State.DONE)
    policies.require(policies.may_change(by, task), by, task)
    _cancel(task, _reason(reason), by=by, at=at)
    return task


def end_tasks(complaint: Complaint, *, cancel: str, by: Actor, at: datetime) -> None:
    """Before a locked complaint is answered or closed: nothing is left open without a word.

    `cancel` is why those still open are not needed; without it they are waited for: TasksOpen.
    """
    tasks = _open_of(complaint)
    if not tasks:
        return
    if not cancel.strip():
        raise TasksOpen(_still_open(tasks))
    policies.require_may_ask(by, complaint)
    for task in tasks:
        _cancel(task, _reason(cancel), by=by, at=at)


def drop_tasks(complaint: Complaint, reason: str, *, by: Actor, at: datetime) -> None:
    """The customer took a locked complaint back: departments need not go on."""
    for task in _open_of(complaint):
        _cancel(task, clean_line(reason)[:_REASON_LIMIT], by=by, at=at)


def require_no_tasks(complaint: Complaint) -> None:
    """Raise TasksOpen before a complaint goes on inside another."""
    if tasks := _open_of(complaint):
        raise TasksOpen(_still_open(tasks))


@transaction.atomic
def reveal_for_task(*, by: Actor, at: datetime, task: Task, reason: str) -> None:
    """Let one of the department see for a while who complained, with the reason on record."""
    task = locked(task)
    policies.require(policies.may_reveal_for(by, task), by, task)
    words = clean_text(reason).strip()[:_REVEAL_LIMIT]
    if not words:
        raise Invalid({"reason": _("Say what you need the name or contact for; it is recorded.")})
    about = task.complaint.about
    record(kind="complaint.person_revealed", about=about, by=by, at=at, reason=words)


def _handed_in(by: Actor, task: Task) -> tuple[Task, Proof]:
    task = locked(task)
    require_state(by, task, State.DONE)
    if _did(by, task):
        raise FourEyes
    policies.require(policies.may_review(by, task), by, task)
    proof = task.proofs.get(state=Proof.State.WAITING)
    if proof.by == by.key:
        raise FourEyes
    return task, proof


def _did(by: Actor, task: Task) -> bool:
    return by.user_id is not None and task.owner_id == by.user_id


def _close(proof: Proof, state: Proof.State, review: str, *, by: Actor, at: datetime) -> None:
    proof.state, proof.review = state, review
    proof.reviewed_by, proof.reviewed_by_name, proof.reviewed_at = by.key, by.name, at
    proof.save()


def _reason(reason: str) -> str:
    words = clean_line(reason)[:_REASON_LIMIT]
    if not words:
        raise Invalid({"reason": _("Say why in a few words; it is kept with the task.")})
    return words


def _note_move(
    task: Task, before: datetime, after: datetime, reason: str, *, by: Actor, at: datetime
) -> None:
    TaskMove.objects.create(
        task=task, before=before, after=after, reason=reason, by=by.key, by_name=by.name, at=at
    )


def _cancel(task: Task, reason: str, *, by: Actor, at: datetime) -> None:
    task.state, task.reason, task.settled_at = State.CANCELLED, reason, at
    task.save(update_fields=["state", "reason", "settled_at"])
    if task.deadline.is_owed:
        reckoning.lapse(task.deadline, at=at)
        write([task.deadline])
    record_task("complaint.task_cancelled", task, by=by, at=at)
    tell_cancelled(task, at=at)
    _free_those_behind(task, at=at)


def _free_those_behind(task: Task, *, at: datetime) -> None:
    behind = task.awaited_by.filter(state__in=[State.OPEN, State.TAKEN])
    freed = behind.exclude(waits_for__state__in=[State.OPEN, State.TAKEN, State.DONE])
    tell_free(freed.select_related("complaint", "deadline"), at=at)


def _refuse_circles(task: Task, first: set[int]) -> None:
    if task.pk in first:
        raise Invalid({"waits_for": _("A task cannot wait for itself.")})
    links = Task.waits_for.through.objects.filter(from_task__complaint=task.complaint)
    waits: dict[int, set[int]] = {}
    for one, other in links.values_list("from_task", "to_task"):
        waits.setdefault(one, set()).add(other)
    circle = circle_from(task.pk, {**waits, task.pk: first})
    if circle:
        titles = dict(task.complaint.tasks.values_list("pk", "title"))
        words = _("These tasks would wait for each other in a circle: %(circle)s. Take one out.")
        raise Invalid({"waits_for": words % {"circle": " → ".join(titles[pk] for pk in circle)}})


def _open_of(complaint: Complaint) -> list[Task]:
    rows = Task.objects.select_for_update(of=("self",)).filter(
        complaint=complaint, state__in=[State.OPEN, State.TAKEN, State.DONE]
    )
    tasks = list(rows.select_related("deadline", "department").order_by("pk"))
    for task in tasks:
        task.complaint = task.deadline.complaint = complaint
    return tasks


def _still_open(tasks: Iterable[Task]) -> str:
    names = [
        _("%(department)s: “%(title)s” (%(state)s)")
        % {
            "department": task.department.name,
            "title": task.title,
            "state": task.get_state_display(),
        }
        for task in tasks
    ]
    return _(
        "Departments still work on this complaint: %(tasks)s. Wait for them, or cancel their tasks and say why."
    ) % {"tasks": _("; ").join(names)}
