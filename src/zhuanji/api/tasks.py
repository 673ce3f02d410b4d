"""What departments are asked to do for a complaint, and what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zhuanji.api import schemas, showing_tasks
from zhuanji.api.authentication import Machine
from zhuanji.api.choices import one_of
from zhuanji.api.responses import refusals
from zhuanji.api.schemas.tasks import Moment
from zhuanji.attachments.models import Attachment
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Evidence, Task
from zhuanji.complaints.queries import get_complaint, get_task, require_cursor, tasks_of
from zhuanji.complaints.queries.tasks import DUE, STATES, Wanted, list_tasks
from zhuanji.complaints.tasking import Asked, Needed
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.playbooks.terms import NotATerm, parse_term
from zhuanji.staff.models import User
from zhuanji.staff.queries import get_department, get_person
from zhuanji.working_hours.queries import calendar_in_use

router = Router(tags=["tasks"])
SHOWN: dict[int, Any] = {200: schemas.TaskShown, **refusals(403, 404, 409, 422)}
_ONE = "/tasks/{task_id}"


class AskedTasks(Schema):
    """Which tasks a list shows."""

    state: Annotated[str, one_of(STATES)] = Field(
        "unsettled", description="A state, or unsettled, in_work (open or taken), any."
    )
    due: Annotated[str, one_of(DUE, or_empty=True)] = ""
    department: Annotated[int, Field(ge=1, lt=2**63)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str = Field("", description="next or previous of a page with the same filters.")


@router.get("/tasks", response={200: schemas.PageOfTasks, **refusals(422)})
def list_all_tasks(request: Machine, asked: Annotated[AskedTasks, Query()]) -> schemas.PageOfTasks:
    """List tasks of every complaint, the soonest due first, a page at a time."""
    require_cursor(asked.cursor)
    if asked.state not in STATES or asked.due not in ("", *DUE):
        raise Invalid({"state": _("There is no such state or due.")})
    place = str(asked.department or "")
    wanted = Wanted("all", asked.state, asked.due, place)
    now = timezone.now()
    page = list_tasks(request.actor, wanted, at=now, cursor=asked.cursor, size=asked.limit)
    return schemas.PageOfTasks(
        tasks=showing_tasks.tasks(page.rows, request.actor),
        next=page.next,
        previous=page.previous,
    )


@router.get("/complaints/{number}/tasks", response={200: list[schemas.TaskShown], **refusals(404)})
def list_tasks_of_complaint(request: Machine, number: str) -> list[schemas.TaskShown]:
    """List what departments were asked to do for one complaint, in the order they were asked."""
    complaint = get_complaint(number, actor=request.actor)
    return showing_tasks.tasks(tasks_of(complaint), request.actor)


@router.post(
    "/complaints/{number}/tasks",
    response={201: list[schemas.TaskShown], **refusals(403, 404, 409, 422)},
)
def ask_departments(
    request: Machine, number: str, given: schemas.TasksAsked
) -> Status[list[schemas.TaskShown]]:
    """Ask one or several departments at once, each by its own moment."""
    complaint, at = get_complaint(number, actor=request.actor), timezone.now()
    words = given.model_dump(include={"title", "criterion", "what", "needs_files"})
    tasks = actions.ask_tasks(
        by=request.actor,
        at=at,
        complaint=complaint,
        to=[_asked(one, at) for one in given.to],
        resources=[Needed(**line.model_dump()) for line in given.resources],
        waits_for=_these(complaint, given.waits_for),
        **words,
    )
    return Status(201, showing_tasks.tasks(tasks, request.actor))


@router.get(_ONE, response={200: schemas.TaskShown, **refusals(404)})
def read_task(request: Machine, task_id: int) -> schemas.TaskShown:
    """Read one task with its proofs and the moments it had."""
    return _shown(request, task_id)


@router.post(f"{_ONE}/take", response=SHOWN)
def take_task(request: Machine, task_id: int, given: schemas.TaskTaken) -> schemas.TaskShown:
    """Note who of the department does it."""
    owner = _person(given.owner)
    actions.take_task(**_of(request, task_id), owner=owner)
    return _shown(request, task_id)


@router.post(f"{_ONE}/hand-in", response=SHOWN)
def hand_in_task(request: Machine, task_id: int, given: schemas.TaskHandedIn) -> schemas.TaskShown:
    """Say that it is done and show it; somebody else accepts it."""
    of = _of(request, task_id)
    shown = _files(of["task"], given.evidence)
    actions.hand_in_task(**of, words=given.words, evidence=shown)
    return _shown(request, task_id)


@router.post(f"{_ONE}/accept", response=SHOWN)
def accept_task(request: Machine, task_id: int, given: schemas.TaskReviewed) -> schemas.TaskShown:
    """Find that what was handed in meets the criterion; whoever handed it in may not."""
    actions.accept_task(**_of(request, task_id), review=given.review)
    return _shown(request, task_id)


@router.post(f"{_ONE}/send-back", response=SHOWN)
def send_task_back(
    request: Machine, task_id: int, given: schemas.TaskReturned
) -> schemas.TaskShown:
    """Ask for it once more; a new moment is needed when the old one is over."""
    due_at, term = _moment(given, timezone.now())
    actions.send_task_back(**_of(request, task_id), reason=given.reason, due_at=due_at, term=term)
    return _shown(request, task_id)


@router.post(f"{_ONE}/move", response=SHOWN)
def move_task(request: Machine, task_id: int, given: schemas.TaskMoved) -> schemas.TaskShown:
    """Give it another moment, with the reason on record."""
    due_at, term = _needed(given, timezone.now())
    actions.move_task(**_of(request, task_id), reason=given.reason, due_at=due_at, term=term)
    return _shown(request, task_id)


@router.post(f"{_ONE}/wait", response=SHOWN)
def let_task_wait(request: Machine, task_id: int, given: schemas.TaskWaits) -> schemas.TaskShown:
    """Say which other tasks of the complaint come first; a circle is refused."""
    of = _of(request, task_id)
    first = _these(of["task"].complaint, given.waits_for)
    actions.let_task_wait(**of, waits_for=first)
    return _shown(request, task_id)


@router.post(f"{_ONE}/cancel", response=SHOWN)
def cancel_task(request: Machine, task_id: int, given: schemas.TaskCancelled) -> schemas.TaskShown:
    """It is not needed any more."""
    actions.cancel_task(**_of(request, task_id), reason=given.reason)
    return _shown(request, task_id)


def _of(request: Machine, task_id: int) -> dict[str, Any]:
    task = get_task(task_id, actor=request.actor)
    return {"by": request.actor, "at": timezone.now(), "task": task}


def _shown(request: Machine, task_id: int) -> schemas.TaskShown:
    task = get_task(task_id, actor=request.actor)
    return showing_tasks.tasks([task], request.actor)[0]


def _asked(given: schemas.TaskAsked, at: datetime) -> Asked:
    due_at, term = _needed(given, at)
    try:
        place = get_department(given.department)
    except NotFound as gone:
        raise Invalid({"to.department": _("There is no such department.")}) from gone
    return Asked(place, due_at, term, _person(given.owner) if given.owner else None)


def _needed(given: Moment, at: datetime) -> tuple[datetime, str]:
    due_at, term = _moment(given, at)
    if due_at is None:
        raise Invalid({"due_at": _("Say by when: a moment or a term.")})
    return due_at, term


def _moment(given: Moment, at: datetime) -> tuple[datetime | None, str]:
    if given.due_at and given.term:
        raise Invalid({"due_at": _("Give a moment or a term, not both.")})
    if not given.term:
        return given.due_at, ""
    try:
        term = parse_term(given.term)
    except NotATerm as error:
        raise Invalid({"term": _("Write it as 24h, 7d, 8wh or 2wd.")}) from error
    return term.after(at, calendar_in_use(at)), str(term)


def _person(pk: int) -> User:
    try:
        return get_person(pk)
    except NotFound as gone:
        raise Invalid({"owner": _("There is no such member of staff.")}) from gone


def _these(complaint: Complaint, ids: Iterable[int]) -> list[Task]:
    wanted = set(ids)
    found = [one for one in tasks_of(complaint) if one.pk in wanted]
    if len(found) < len(wanted):
        raise Invalid({"waits_for": _("Not all of these are tasks of this complaint.")})
    return found


def _files(task: Task, keys: Iterable[Any]) -> list[Attachment]:
    wanted = set(keys)
    rows = Evidence.objects.filter(complaint=task.complaint, attachment__key__in=wanted)
    found = [row.attachment for row in rows.select_related("attachment").order_by("pk")]
    if len(found) < len(wanted):
        raise Invalid({"evidence": _("Add these files to the complaint's evidence first.")})
    return found
