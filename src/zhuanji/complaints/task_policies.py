"""Who may do what with a task of a department. Questions only: nothing here changes anything.

A department that only has a task reads the task and what it needs of the complaint; the complaint
itself stays closed to it, so that one voice speaks to the customer.
"""

from zhuanji.complaints.models import Complaint, Task
from zhuanji.complaints.policies import may_read, may_work, require_may_read
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed, NotFound
from zhuanji.staff.roles import Right


def may_ask(actor: Actor, complaint: Complaint) -> bool:
    """The complaint's owner, or whoever may assign it."""
    owns = actor.user_id is not None and complaint.owner_id == actor.user_id
    return may_work(actor, complaint) and (owns or actor.has(Right.ASSIGN))


def may_see_task(actor: Actor, task: Task) -> bool:
    if actor.is_complainant:
        return False
    return may_read(actor, task.complaint) or is_of_department(actor, task) or _owns(actor, task)


def is_of_department(actor: Actor, task: Task) -> bool:
    return actor.department_id is not None and actor.department_id == task.department_id


def may_take(actor: Actor, task: Task) -> bool:
    """Somebody of the department: the one who was named, or anybody while nobody is."""
    if task.state != Task.State.OPEN or not actor.has(Right.WORK) or actor.user_id is None:
        return False
    return _owns(actor, task) if task.owner_id else is_of_department(actor, task)


def may_give(actor: Actor, task: Task) -> bool:
    """Name who of the department does it: whoever asked, or a colleague there."""
    if task.state not in (Task.State.OPEN, Task.State.TAKEN):
        return False
    colleague = actor.has(Right.WORK) and is_of_department(actor, task)
    return colleague or may_ask(actor, task.complaint)


def may_hand_in(actor: Actor, task: Task) -> bool:
    """Its owner; a machine hands in for whoever owns it."""
    if task.state != Task.State.TAKEN or not actor.has(Right.WORK):
        return False
    return _owns(actor, task) or (actor.user_id is None and may_work(actor, task.complaint))


def may_review(actor: Actor, task: Task) -> bool:
    """Whoever may ask; that it is not the doer, the action asks the proof."""
    return may_ask(actor, task.complaint) and not _owns(actor, task)


def may_change(actor: Actor, task: Task) -> bool:
    """Move its due date, let it wait for another, cancel it."""
    return task.is_open and may_ask(actor, task.complaint)


def may_reveal_for(actor: Actor, task: Task) -> bool:
    """See the complainant's name and contacts for the task's sake, with a reason on record."""
    return task.is_open and actor.has(Right.REVEAL) and may_see_task(actor, task)


def require_may_ask(actor: Actor, complaint: Complaint) -> None:
    require_may_read(actor, complaint)
    if not may_ask(actor, complaint):
        raise NotAllowed


def require(allowed: bool, actor: Actor, task: Task) -> None:
    """A task one may not see does not exist for one."""
    if not may_see_task(actor, task):
        raise NotFound
    if not allowed:
        raise NotAllowed


def _owns(actor: Actor, task: Task) -> bool:
    return actor.user_id is not None and task.owner_id == actor.user_id
