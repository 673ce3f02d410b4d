"""What happens to tasks of departments, with the same rows as complaints.actions writes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from zhuanji.attachments.files import StoredFile
from zhuanji.complaints import task_policies as policies
from zhuanji.complaints.deadlines import Kind, begin, begin_again, meet, move_due
from zhuanji.complaints.models import Deadline, Proof, Task, TaskMove, TaskResource
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import Department, User
from zhuanji.working_hours.queries import calendar_in_use

State = Task.State
Words = Mapping[str, Any]


def ask(
    ledger: Ledger,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    department: Department,
    words: Words,
    due_at: datetime,
    waits_for: Task | None = None,
) -> Task:
    """`words` are title, criterion, what; and a part, a supplier or money (fen) that it takes."""
    if not policies.may_ask(by, case.complaint):
        raise ValueError("Only a complaint's owner or a team leader asks a department.")
    task = Task(
        pk=ledger.new_id(Task),
        complaint=case.complaint,
        department=department,
        title=words["title"],
        criterion=words["criterion"],
        what=words["what"],
        needs_files=True,
        asked_by=by.key,
        asked_by_name=by.name,
        asked_at=at,
    )
    task.deadline = _deadline(case, task, due_at, at=at)
    ledger.tasks.append(task)
    ledger.resources += _resources(task, words)
    if waits_for is not None:
        ledger.waits.append((task.pk, waits_for.pk))
    _record(ledger, "asked", task, by=by, at=at, due=due_at.isoformat())
    return task


def take(ledger: Ledger, task: Task, *, by: User, at: datetime) -> None:
    if not policies.may_take(by.actor, task):
        raise ValueError("Somebody of the department takes a task.")
    task.owner, task.state = by, State.TAKEN
    _record(ledger, "taken", task, by=by.actor, at=at)


def hand_in(
    ledger: Ledger, case: Case, task: Task, *, at: datetime, words: str, files: list[StoredFile]
) -> Proof:
    if task.owner is None:
        raise ValueError("Whoever took a task hands it in.")
    by = task.owner.actor
    attachments = ledger.keep_evidence(case, files, by=by, at=at)
    proof = Proof(
        pk=ledger.new_id(Proof), task=task, words=words, by=by.key, by_name=by.name, at=at
    )
    ledger.proofs.append(proof)
    ledger.shown += [(proof.pk, file.pk) for file in attachments]
    task.state = State.DONE
    meet(task.deadline, at=at)
    _record(ledger, "handed_in", task, by=by, at=at, proof=proof.pk, files=len(files))
    return proof


def accept(ledger: Ledger, proof: Proof, *, by: Actor, at: datetime) -> None:
    task = proof.task
    _review(proof, Proof.State.ACCEPTED, "", by=by, at=at)
    task.state, task.settled_at = State.ACCEPTED, at
    _record(ledger, "accepted", task, by=by, at=at, proof=proof.pk)


def send_back(ledger: Ledger, proof: Proof, *, by: Actor, at: datetime, reason: str) -> None:
    """It comes again within its time, or four hours later."""
    task = proof.task
    _review(proof, Proof.State.RETURNED, reason, by=by, at=at)
    task.state, task.reason = State.TAKEN, reason
    before, due_at = task.deadline.due_at, task.deadline.due_at
    if before <= at:
        due_at = at + timedelta(hours=4)
        _note_move(ledger, task, before, due_at, reason, by=by, at=at)
    begin_again(task.deadline, due_at, calendar_in_use(at), at=at)
    due = task.deadline.due_at.isoformat()
    _record(ledger, "returned", task, by=by, at=at, proof=proof.pk, due=due)


def move(
    ledger: Ledger, task: Task, *, by: Actor, at: datetime, due_at: datetime, reason: str
) -> None:
    if not policies.may_change(by, task):
        raise ValueError("Whoever asked moves a task.")
    before = task.deadline.due_at
    _note_move(ledger, task, before, due_at, reason, by=by, at=at)
    move_due(task.deadline, due_at, calendar_in_use(at), at=at)
    moved = [
        {"kind": str(Kind.TASK), "before": before.isoformat(), "after": due_at.isoformat()},
    ]
    _record(ledger, "moved", task, by=by, at=at, moved=moved)


def cancel(ledger: Ledger, task: Task, *, by: Actor, at: datetime, reason: str) -> None:
    if not policies.may_change(by, task):
        raise ValueError("Whoever asked cancels a task.")
    task.state, task.reason, task.settled_at = State.CANCELLED, reason, at
    row = task.deadline
    row.state, row.lapsed_at = Deadline.State.LAPSED, at
    row.paused_at = row.next_at = None
    _record(ledger, "cancelled", task, by=by, at=at)


def _deadline(case: Case, task: Task, due_at: datetime, *, at: datetime) -> Deadline:
    row = Deadline(
        complaint=case.complaint,
        kind=Kind.TASK,
        key=str(task.pk),
        source=task.about,
        starts_at=at,
        due_at=due_at,
    )
    begin(row, calendar_in_use(at), at=at)
    case.take([row])
    return row


def _resources(task: Task, words: Words) -> list[TaskResource]:
    kinds = TaskResource.Kind
    named = [(kind, words[kind.value]) for kind in (kinds.PART, kinds.SUPPLIER) if kind in words]
    rows = [TaskResource(task=task, kind=kind, words=said) for kind, said in named]
    if "money" in words:
        rows.append(TaskResource(task=task, kind=kinds.MONEY, amount=words["money"]))
    return rows


def _review(proof: Proof, state: Proof.State, review: str, *, by: Actor, at: datetime) -> None:
    if not policies.may_review(by, proof.task) or proof.by == by.key:
        raise ValueError("A second person looks at what was handed in.")
    proof.state, proof.review = state, review
    proof.reviewed_by, proof.reviewed_by_name, proof.reviewed_at = by.key, by.name, at


def _note_move(
    ledger: Ledger,
    task: Task,
    before: datetime,
    after: datetime,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    ledger.moves.append(
        TaskMove(
            task=task, before=before, after=after, reason=reason, by=by.key, by_name=by.name, at=at
        )
    )


def _record(
    ledger: Ledger, kind: str, task: Task, *, by: Actor, at: datetime, **details: object
) -> None:
    ledger.record(
        f"complaint.task_{kind}",
        task.complaint.about,
        by=by,
        at=at,
        task=task.pk,
        department=task.department_id,
        owner=task.owner_id,
        **details,
    )
