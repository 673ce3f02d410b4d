"""What can be done with a task on its page, as one table: who may, what is asked, which action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhuanji.attachments.files import StoredFile
from zhuanji.complaints import actions, task_policies
from zhuanji.complaints.models import Task
from zhuanji.desk.tasks import forms as asked
from zhuanji.desk.tasks.due import read_due
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.staff.queries import get_person


@dataclass(frozen=True)
class Act:
    """One thing to do with a task. `done` is what is said afterwards."""

    name: str
    label: str | Promise
    icon: str
    may: Callable[[Actor, Task], bool]
    act: Callable[..., Any]
    form: type[forms.Form]
    done: str | Promise
    is_main: bool = False
    takes_files: bool = False


def _done(actor: Actor, task: Task) -> bool:
    return task.state == Task.State.DONE and task_policies.may_review(actor, task)


def _to_do(actor: Actor, task: Task) -> bool:
    return task.state != Task.State.DONE and task_policies.may_change(actor, task)


def _hand_in(*, words: str, files: list[StoredFile], **of: Any) -> None:
    actions.hand_in_task(words=words, files=files, **of)


def _send_back(*, by: Actor, at: datetime, task: Task, reason: str, due: str) -> None:
    moment, term = read_due(due, at) if due.strip() else (None, "")
    with_field(
        "due",
        actions.send_task_back,
        by=by,
        at=at,
        task=task,
        reason=reason,
        due_at=moment,
        term=term,
    )


def _move(*, by: Actor, at: datetime, task: Task, reason: str, due: str) -> None:
    moment, term = read_due(due, at)
    with_field(
        "due", actions.move_task, by=by, at=at, task=task, reason=reason, due_at=moment, term=term
    )


def with_field(name: str, act: Callable[..., Any], **of: Any) -> Any:
    """What is wrong with a moment is said at the field where it was typed."""
    try:
        return act(**of)
    except Invalid as refusal:
        problems = {name if k == "due_at" else k: v for k, v in refusal.problems.items()}
        raise Invalid(problems) from refusal


def _give(*, owner: str, **of: Any) -> None:
    try:
        person = get_person(int(owner)) if owner.isdigit() else None
    except NotFound:
        person = None
    if person is None:
        raise Invalid({"owner": gettext("Choose who does it.")})
    actions.give_task(owner=person, **of)


def _wait(*, task: Task, waits_for: list[str], **of: Any) -> None:
    first = task.complaint.tasks.filter(pk__in=[int(one) for one in waits_for])
    actions.let_task_wait(task=task, waits_for=first, **of)


# fmt: off
_TABLE = (
    Act("take", _("I take it"), "hand-grab", task_policies.may_take, actions.take_task, asked.Nothing, _("It is yours now."), is_main=True),
    Act("hand-in", _("Hand it in"), "package", task_policies.may_hand_in, _hand_in, asked.HandIn, _("Handed in. Whoever asked is told."), is_main=True, takes_files=True),
    Act("accept", _("Accept it"), "checks", _done, actions.accept_task, asked.Accept, _("Accepted."), is_main=True),
    Act("send-back", _("Send it back"), "arrow-back-up", _done, _send_back, asked.SendBack, _("Sent back; its clock runs again.")),
    Act("give", _("Give it to somebody"), "user-share", task_policies.may_give, _give, asked.Give, _("Given; they are told.")),
    Act("move", _("Move the due date"), "calendar-time", _to_do, _move, asked.Move, _("Moved; the old moment stays on record.")),
    Act("wait", _("Say what comes first"), "hourglass", _to_do, _wait, asked.Waits, _("The order is kept.")),
    Act("cancel", _("Cancel it"), "circle-minus", task_policies.may_change, actions.cancel_task, asked.Reason, _("Cancelled; they are told.")),
)
# fmt: on
ACTS = {one.name: one for one in _TABLE}


def acts_for(actor: Actor, task: Task) -> list[Act]:
    return [one for one in _TABLE if one.may(actor, task)]
