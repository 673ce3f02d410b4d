"""Tasks of departments: of one complaint, of one person, of a department, and who keeps whom waiting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from zhuanji.complaints.models import Complaint, Proof, Task, TaskMove
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries.cursors import read_cursor, write_cursor
from zhuanji.complaints.queries.filters import SOON, is_id
from zhuanji.complaints.queries.one import has_revealed
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.task_policies import may_see_task
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.staff.roles import Right

State = Task.State
IN_WORK = (State.OPEN, State.TAKEN)
UNSETTLED = (*IN_WORK, State.DONE)
WHOSE = ("mine", "department", "asked", "all")
STATES = ("unsettled", "in_work", "any", *State.values)
DUE = ("overdue", "soon", "today")
PAGE_SIZE = 50
_TODAYS = 15


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """The tasks an actor may see; the same rule as task_policies.may_see_task, for many."""
    tasks = Task.objects.all()
    if actor.is_complainant:
        return tasks.none()
    if actor.has(Right.READ_ALL):
        return tasks
    own = Q(complaint__in=visible_to(actor))
    if actor.department_id is not None:
        own |= Q(department=actor.department_id)
    if actor.user_id is not None:
        own |= Q(owner=actor.user_id)
    return tasks.filter(own)


def get_task(pk: int, *, actor: Actor) -> Task:
    """Return a task with its complaint. Raises NotFound: what one may not see is not there."""
    rows = _with_complaint(Task.objects.filter(pk=pk)) if is_id(str(pk)) else Task.objects.none()
    task = rows.first()
    if task is None:
        raise NotFound
    task.deadline.complaint = task.complaint
    if not may_see_task(actor, task):
        raise NotFound
    return task


def tasks_of(complaint: Complaint) -> list[Task]:
    """Its tasks in the order they were asked, each with how often it was moved; one question."""
    rows = Task.objects.filter(complaint=complaint).select_related(
        "deadline", "department", "owner"
    )
    tasks: list[Task] = list(rows.annotate(times_moved=Count("moves")).order_by("pk"))
    for task in tasks:
        task.complaint = task.deadline.complaint = complaint
    return tasks


def open_tasks_of(complaint: Complaint) -> list[Task]:
    """Those that are not accepted or cancelled yet."""
    return [task for task in tasks_of(complaint) if task.is_open]


def sees_person_of(actor: Actor, task: Task, *, at: datetime) -> bool:
    """Whether names and contacts of the complainant show unmasked beside the task."""
    complaint = task.complaint
    return sees_personal(actor, complaint) or has_revealed(actor, complaint, at=at)


@dataclass(frozen=True)
class Wanted:
    """Which tasks a list shows. `department`: one id; `impossible`: nothing can be so."""

    whose: str = "mine"
    state: str = "unsettled"
    due: str = ""
    department: str = ""
    impossible: bool = False


@dataclass(frozen=True)
class TaskPage:
    rows: list[Task]
    next: str = ""
    previous: str = ""


def read_wanted(given: dict[str, str], *, default: str = "mine") -> Wanted:
    """Return what a query string asks for; what makes no sense finds nothing."""
    whose = given.get("whose") or default
    state, due = given.get("state") or "unsettled", given.get("due") or ""
    department = given.get("department") or ""
    known = whose in WHOSE and state in STATES and due in ("", *DUE)
    fits = known and (not department or is_id(department))
    return Wanted(whose, state, due, department) if fits else Wanted(impossible=True)


def list_tasks(
    actor: Actor, wanted: Wanted, *, at: datetime, cursor: str = "", size: int = PAGE_SIZE
) -> TaskPage:
    """One page, the soonest due first, at a constant cost."""
    place = read_cursor(cursor)
    backwards = bool(place and place.backwards)
    rows = _wanted(actor, wanted, at)
    if place is not None and place.moment is not None:
        than = "lt" if backwards else "gt"
        rows = rows.filter(
            Q(**{f"deadline__due_at__{than}": place.moment})
            | Q(deadline__due_at=place.moment, **{f"pk__{than}": place.id})
        )
    order = ("-deadline__due_at", "-pk") if backwards else ("deadline__due_at", "pk")
    found = list(_with_complaint(rows).order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return TaskPage(
        found,
        next=_cursor(found[-1], backwards=False) if found and has_next else "",
        previous=_cursor(found[0], backwards=True) if found and has_previous else "",
    )


def tasks_today(actor: Actor) -> list[Task]:
    """What this person has in hand, what nobody of the department took yet, what waits for their look."""
    mine = Q(owner=actor.user_id, state__in=IN_WORK)
    if actor.department_id is not None and actor.has(Right.WORK):
        mine |= Q(department=actor.department_id, owner=None, state=State.OPEN)
    mine |= Q(complaint__owner=actor.user_id, state=State.DONE) & ~Q(owner=actor.user_id)
    rows = _with_complaint(Task.objects.filter(mine))
    return list(rows.order_by("deadline__due_at", "pk")[:_TODAYS])


@dataclass(frozen=True)
class Share:
    """How many of a complaint's tasks are accepted; cancelled ones do not count."""

    accepted: int
    all: int


def shares_of(complaints: Iterable[int]) -> dict[int, Share]:
    """One question for any number of complaints; those without a task are left out."""
    rows = Task.objects.filter(complaint__in=list(complaints)).exclude(state=State.CANCELLED)
    counts = (
        rows.order_by()
        .values_list("complaint")
        .annotate(accepted=Count("pk", filter=Q(state=State.ACCEPTED)), all=Count("pk"))
    )
    return {pk: Share(accepted, whole) for pk, accepted, whole in counts}


@dataclass(frozen=True)
class Keeping:
    """A department that others wait for: how many tasks it has in hand, how many are late."""

    department: int
    name: str
    open: int
    overdue: int


def departments_keeping(actor: Actor, *, at: datetime) -> list[Keeping]:
    """The latest first; every number equals the length of the list behind it."""
    rows = tasks_visible_to(actor).filter(state__in=IN_WORK).order_by()
    late = Count("pk", filter=Q(deadline__due_at__lt=at))
    counts = rows.values_list("department", "department__name").annotate(
        open=Count("pk"), over=late
    )
    found = [Keeping(pk, name, number, over) for pk, name, number, over in counts]
    return sorted(found, key=lambda one: (-one.overdue, -one.open, one.department))


def with_proofs(task: Task) -> Task:
    """The task with its rounds, its moves, what it takes and waits for: what its page shows."""
    rounds = Prefetch("proofs", Proof.objects.prefetch_related("attachments").order_by("pk"))
    moves = Prefetch("moves", TaskMove.objects.order_by("pk"))
    waits = Prefetch("waits_for", Task.objects.select_related("department").order_by("pk"))
    prefetch_related_objects([task], rounds, moves, waits, "resources")
    return task


def _wanted(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Task]:
    if wanted.impossible:
        return Task.objects.none()
    tasks = tasks_visible_to(actor).filter(_whose(wanted.whose, actor), _in_state(wanted.state))
    if wanted.department:
        tasks = tasks.filter(department=int(wanted.department))
    return tasks.filter(_due(wanted.due, at)) if wanted.due else tasks


def _whose(whose: str, actor: Actor) -> Q:
    return {
        "mine": Q(owner=actor.user_id or 0),
        "department": Q(department=actor.department_id or 0),
        "asked": Q(asked_by=actor.key) | Q(complaint__owner=actor.user_id or 0),
    }.get(whose, Q())


def _in_state(state: str) -> Q:
    several: dict[str, Collection[str]] = {"unsettled": UNSETTLED, "in_work": IN_WORK, "any": State}
    return Q(state__in=several.get(state, [state]))


def _due(due: str, at: datetime) -> Q:
    """Of those that are still to be done."""
    to_do = Q(state__in=IN_WORK)
    if due == "overdue":
        return to_do & Q(deadline__due_at__lt=at)
    if due == "soon":
        return to_do & Q(deadline__due_at__range=(at, at + SOON))
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return to_do & Q(deadline__due_at__lt=midnight)


def _with_complaint(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related(
        "deadline", "department", "owner", "complaint__customer__merged_into", "complaint__owner"
    )


def _cursor(task: Task, *, backwards: bool) -> str:
    return write_cursor(task.deadline.due_at, task.pk, backwards=backwards)
