"""What becomes of somebody's tasks when they leave."""

from datetime import datetime

from zhuanji.complaints.actions.task_telling import tell_asked
from zhuanji.complaints.actions.tasks import State, locked, record_task
from zhuanji.complaints.models import Task
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User


def leave_tasks(user: User, successor: User | None, *, by: Actor, at: datetime) -> int:
    """Give what they had still to do to a successor of the same department, or to the department.

    Return how many those were. Part of a larger action.
    """
    theirs = Task.objects.filter(owner=user, state__in=[State.OPEN, State.TAKEN])
    left = [locked(one) for one in theirs.select_related("complaint").order_by("complaint", "pk")]
    for task in left:
        fits = successor is not None and successor.department_id == task.department_id
        task.owner, task.state = successor if fits else None, State.OPEN
        task.save(update_fields=["owner", "state"])
        record_task("complaint.task_given", task, by=by, at=at, before=user.pk)
    tell_asked(left, at=at)
    return len(left)
