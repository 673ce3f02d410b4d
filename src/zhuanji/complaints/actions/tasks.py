"""What departments are asked to do for a complaint: asked, given, taken, handed in.

Every change holds the complaint's row, so that two people never change one task at once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.attachments.actions import add_attachments
from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.models import Attachment
from zhuanji.complaints import deadlines as reckoning
from zhuanji.complaints import task_policies as policies
from zhuanji.complaints.actions.deadlines import write
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.actions.task_telling import tell_asked, tell_given, tell_handed_in
from zhuanji.complaints.deadlines import Kind
from zhuanji.complaints.models import Complaint, Deadline, Evidence, Proof, Task, TaskResource
from zhuanji.complaints.tasking import Asked, Needed
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.language.normalise import clean_line, clean_text
from zhuanji.staff.models import User
from zhuanji.staff.roles import Right
from zhuanji.working_hours.queries import calendar_in_use

TITLE_LIMIT, WHAT_LIMIT, CRITERION_LIMIT, PROOF_LIMIT = 120, 3000, 500, 5000
FILES_LIMIT = 10
FARTHEST = timedelta(days=731)
_RESOURCES_LIMIT = 30
State = Task.State


class StillWaiting(DomainError):
    """A task waits for others that are not accepted yet."""


class ComplaintFinished(DomainError):
    message = gettext_lazy("This complaint is finished. Reopen it first, then ask a department.")


@transaction.atomic
def ask_tasks(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    to: Iterable[Asked],
    title: str,
    criterion: str,
    what: str = "",
    needs_files: bool = False,
    resources: Iterable[Needed] = (),
    waits_for: Iterable[Task] = (),
    source_key: str | None = None,
) -> list[Task]:
    """Ask departments, each by its own moment, to do something for a complaint.

    The same `source_key` again asks nobody twice. Raises Invalid for a moment that is over, and for
    a person who is not of the department; ComplaintFinished when nothing is to be done any more.
    """
    complaint = lock(complaint)
    policies.require_may_ask(by, complaint)
    if source_key and (earlier := _asked_before(complaint, source_key)):
        return earlier
    if not complaint.is_open:
        raise ComplaintFinished
    departments, needed, before = list(to), list(resources), list(waits_for)
    words = _read_words(title, criterion, what)
    _check(departments, needed, before, complaint, at)
    tasks = []
    for one in departments:
        task = Task.objects.create(
            complaint=complaint,
            deadline=_deadline(complaint, one, at=at),
            department=one.department,
            owner=one.owner,
            needs_files=needs_files,
            asked_by=by.key,
            asked_by_name=by.name,
            asked_at=at,
            source_key=_key_for(source_key, one),
            **words,
        )
        _name(task)
        TaskResource.objects.bulk_create(_resource(task, line) for line in needed)
        task.waits_for.set(before)
        record_task("complaint.task_asked", task, by=by, at=at, due=one.due_at.isoformat())
        tasks.append(task)
    tell_asked(tasks, at=at)
    return tasks


@transaction.atomic
def take_task(*, by: Actor, at: datetime, task: Task, owner: User | None = None) -> Task:
    """Say that one does it, or who does. Raises Stale when a colleague was quicker."""
    task = locked(task)
    require_state(by, task, State.OPEN)
    if owner is None or owner.pk == by.user_id:
        policies.require(policies.may_take(by, task), by, task)
    else:
        policies.require(policies.may_give(by, task), by, task)
        _require_belongs(owner, task.department_id)
    task.owner_id, task.state = owner.pk if owner else by.user_id, State.TAKEN
    task.save(update_fields=["owner", "state"])
    record_task("complaint.task_taken", task, by=by, at=at)
    return task


@transaction.atomic
def give_task(*, by: Actor, at: datetime, task: Task, owner: User) -> Task:
    """Name who of the department does it; whoever had it before is free of it."""
    task = locked(task)
    require_state(by, task, State.OPEN, State.TAKEN)
    policies.require(policies.may_give(by, task), by, task)
    _require_belongs(owner, task.department_id)
    if task.owner_id == owner.pk:
        return task
    before, task.owner, task.state = task.owner_id, owner, State.OPEN
    task.save(update_fields=["owner", "state"])
    record_task("complaint.task_given", task, by=by, at=at, before=before)
    tell_given(task, by=by, at=at)
    return task


@transaction.atomic
def hand_in_task(
    *,
    by: Actor,
    at: datetime,
    task: Task,
    words: str,
    files: Iterable[StoredFile] = (),
    evidence: Iterable[Attachment] = (),
) -> Proof:
    """Say that it is done and show it; a second person looks at it. Its clock stands still.

    `evidence` are files that the complaint has already.
    Raises StillWaiting while a task it waits for is not accepted, Invalid without words, or without
    a file where one was asked for.
    """
    task = locked(task)
    require_state(by, task, State.TAKEN)
    policies.require(policies.may_hand_in(by, task), by, task)
    said, shown, known = clean_text(words).strip(), list(files), list(evidence)
    _check_proof(task, said, len(shown) + len(known))
    proof = Proof.objects.create(task=task, words=said, by=by.key, by_name=by.name, at=at)
    attachments = add_attachments(by=by, at=at, files=shown)
    proof.attachments.set([*known, *attachments])
    Evidence.objects.bulk_create(
        Evidence(complaint=task.complaint, attachment=one, added_at=at, added_by=by.key)
        for one in attachments
    )
    task.state = State.DONE
    task.save(update_fields=["state"])
    reckoning.meet(task.deadline, at=at)
    write([task.deadline])
    record_task(
        "complaint.task_handed_in",
        task,
        by=by,
        at=at,
        proof=proof.pk,
        files=len(shown) + len(known),
    )
    tell_handed_in(task, proof, at=at)
    return proof


def locked(task: Task) -> Task:
    """Return the task as it is now, held with its complaint until the transaction ends."""
    complaint = lock(task.complaint)
    rows = Task.objects.select_for_update(of=("self",))
    found = rows.select_related("deadline", "department", "owner").get(pk=task.pk)
    found.complaint = found.deadline.complaint = complaint
    return found


def require_state(by: Actor, task: Task, *states: Task.State) -> None:
    """Raise NotFound for whoever may not see it, Stale when it has gone on since."""
    policies.require(allowed=True, actor=by, task=task)
    if task.state not in states:
        raise Stale(
            _("This task has gone on since: “%(state)s”. Look at it anew, then decide.")
            % {"state": task.get_state_display()}
        )


def require_moment(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise Invalid({"due_at": _("A task is due at a moment to come. Give a later one.")})
    if due_at > at + FARTHEST:
        raise Invalid({"due_at": _("A task is due within two years. Give an earlier moment.")})


def record_task(kind: str, task: Task, *, by: Actor, at: datetime, **details: object) -> None:
    """A line of the complaint's story; of the task's words it says nothing."""
    record(
        kind=kind,
        about=task.complaint.about,
        by=by,
        at=at,
        task=task.pk,
        department=task.department_id,
        owner=task.owner_id,
        **details,
    )


def _asked_before(complaint: Complaint, source_key: str) -> list[Task]:
    rows = Task.objects.filter(complaint=complaint, source_key__startswith=f"{source_key}/")
    return list(rows.select_related("deadline", "department", "owner").order_by("pk"))


def _key_for(source_key: str | None, one: Asked) -> str | None:
    return f"{source_key}/{one.department.pk}" if source_key else None


def _read_words(title: str, criterion: str, what: str) -> dict[str, str]:
    words = {
        "title": clean_line(title)[:TITLE_LIMIT],
        "criterion": clean_line(criterion)[:CRITERION_LIMIT],
        "what": clean_text(what).strip()[:WHAT_LIMIT],
    }
    problems = {}
    if not words["title"]:
        problems["title"] = _("Say in a few words what is to be done.")
    if not words["criterion"]:
        problems["criterion"] = _("Say what will be looked at to call it done.")
    if problems:
        raise Invalid(problems)
    return words


def _check(
    to: Sequence[Asked],
    needed: Sequence[Needed],
    waits_for: Sequence[Task],
    complaint: Complaint,
    at: datetime,
) -> None:
    if not to:
        raise Invalid({"department": _("Choose at least one department.")})
    if len({one.department.pk for one in to}) < len(to):
        raise Invalid({"department": _("A department stands here twice. Ask it once.")})
    for one in to:
        if not one.department.is_active:
            words = _("The department %(name)s is closed. Choose another one.")
            raise Invalid({"department": words % {"name": one.department.name}})
        require_moment(one.due_at, at)
        if one.owner is not None:
            _require_belongs(one.owner, one.department.pk)
    require_of_this(complaint, waits_for)
    _check_resources(needed)


def require_of_this(complaint: Complaint, waits_for: Iterable[Task]) -> None:
    if any(one.complaint_id != complaint.pk for one in waits_for):
        raise Invalid({"waits_for": _("A task can only wait for another of the same complaint.")})


def _check_resources(needed: Sequence[Needed]) -> None:
    if len(needed) > _RESOURCES_LIMIT:
        raise Invalid({"resources": _("Up to 30 lines fit. Put some of them together.")})
    for line in needed:
        money = line.kind == TaskResource.Kind.MONEY
        if line.kind not in TaskResource.Kind.values:
            raise Invalid({"resources": _("Choose people, parts, money or a supplier.")})
        if money and not (line.amount and 0 < line.amount <= 10**12):
            raise Invalid({"resources": _("Money needs an amount above zero.")})
        if not money and not clean_line(line.words):
            raise Invalid({"resources": _("Say who or what is needed.")})


def _require_belongs(owner: User, department_id: int) -> None:
    able = owner.is_active and owner.actor.has(Right.WORK)
    if not able or owner.department_id != department_id:
        words = _("%(name)s is not at work in this department. Choose somebody of it, or nobody.")
        raise Invalid({"owner": words % {"name": owner.get_full_name()}})


def _deadline(complaint: Complaint, one: Asked, *, at: datetime) -> Deadline:
    row = Deadline(
        complaint=complaint, kind=Kind.TASK, term=one.term, starts_at=at, due_at=one.due_at
    )
    reckoning.begin(row, calendar_in_use(at), at=at)
    row.save(force_insert=True)
    return row


def _name(task: Task) -> None:
    """Which of its kind a deadline is, is known once the task is there."""
    row = task.deadline
    row.key, row.source = str(task.pk), task.about
    Deadline.objects.filter(pk=row.pk).update(key=row.key, source=row.source)


def _resource(task: Task, line: Needed) -> TaskResource:
    return TaskResource(
        task=task,
        kind=line.kind,
        words=clean_line(line.words)[:200],
        quantity=line.quantity,
        amount=line.amount,
    )


def _check_proof(task: Task, said: str, files: int) -> None:
    unfinished = [one.title for one in task.waits_for.order_by("pk") if one.is_open]
    if unfinished:
        words = _("This task waits for %(others)s. It can be handed in once that is accepted.")
        raise StillWaiting(
            words % {"others": _("“%(title)s”") % {"title": _("”, “").join(unfinished)}}
        )
    if not said or len(said) > PROOF_LIMIT:
        raise Invalid({"words": _("Say in 1 to 5,000 characters what was done.")})
    if task.needs_files and not files:
        raise Invalid({"files": _("A photo or file was asked for as proof. Add one.")})
    if files > FILES_LIMIT:
        raise Invalid({"files": _("Up to 10 files fit. Send the rest with another word.")})
