"""Telling colleagues about tasks: those who are asked, and those who asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_noop

from zhuanji.complaints.models import Proof, Task
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.kernel.actors import Actor
from zhuanji.notices.actions import notify_many
from zhuanji.notices.told import Fact, Level, Told, moment

_ASKED = gettext_noop("A task for you in %(number)s, due %(due)s")
_TO_TAKE = gettext_noop("A task for your department in %(number)s, due %(due)s: who takes it?")
_HANDED_IN = gettext_noop("A task of %(number)s is handed in and waits for your look")
_ACCEPTED = gettext_noop("Your task in %(number)s is accepted")
_RETURNED = gettext_noop("Your task in %(number)s came back to you, due %(due)s")
_CANCELLED = gettext_noop("A task in %(number)s is cancelled")
_MOVED = gettext_noop("A task in %(number)s is due %(due)s now")
_FREE = gettext_noop("What your task in %(number)s waited for is settled; you can go on")


def tell_asked(tasks: Iterable[Task], *, at: datetime) -> None:
    """Its owner, or the department; where nobody handles anything there, the team leaders."""
    recipients = Recipients.of_today()
    told = []
    for task in tasks:
        title = _ASKED if task.owner_id else _TO_TAKE
        people = recipients.of_all(("owner",), task)
        told.append(_told(task, title, people, f"asked/{task.owner_id or 0}", Level.INFO))
    notify_many(told, at=at)


def tell_given(task: Task, *, by: Actor, at: datetime) -> None:
    people = [pk for pk in [task.owner_id] if pk and pk != by.user_id]
    tell(task, _ASKED, people, f"given/{task.owner_id}/{int(at.timestamp())}", at=at)


def tell_handed_in(task: Task, proof: Proof, *, at: datetime) -> None:
    """The complaint's owner looks at it; where they did it themselves, the team leaders."""
    recipients = Recipients.of_today()
    owner = task.complaint.owner_id
    people = [owner] if owner and owner != task.owner_id else recipients.of("lead", task)
    tell(task, _HANDED_IN, people, f"handed-in/{proof.pk}", at=at)


def tell_accepted(task: Task, *, at: datetime) -> None:
    tell(task, _ACCEPTED, [task.owner_id] if task.owner_id else [], "accepted", at=at)


def tell_returned(task: Task, proof: Proof, *, at: datetime) -> None:
    people = [task.owner_id] if task.owner_id else []
    tell(task, _RETURNED, people, f"returned/{proof.pk}", at=at, level=Level.WARN)


def tell_cancelled(task: Task, *, at: datetime) -> None:
    people = Recipients.of_today().of("owner", task)
    tell(task, _CANCELLED, people, "cancelled", at=at)


def tell_moved(task: Task, *, at: datetime) -> None:
    people = Recipients.of_today().of("owner", task)
    tell(task, _MOVED, people, f"moved/{int(task.deadline.due_at.timestamp())}", at=at)


def tell_free(tasks: Iterable[Task], *, at: datetime) -> None:
    recipients = Recipients.of_today()
    told = [
        _told(task, _FREE, recipients.of("owner", task), f"free/{int(at.timestamp())}", Level.INFO)
        for task in tasks
    ]
    notify_many(told, at=at)


def tell(
    task: Task,
    title: str,
    people: Iterable[int],
    what: str,
    *,
    at: datetime,
    level: str = Level.INFO,
) -> None:
    notify_many([_told(task, title, people, what, level)], at=at)


def _told(task: Task, title: str, people: Iterable[int], what: str, level: str) -> Told:
    facts: Mapping[str, Fact] = {
        "number": task.complaint.number,
        "due": moment(task.deadline.due_at),
    }
    return Told(
        people=people,
        kind=f"task-{what.split('/', 1)[0]}",
        about=task.about,
        title=title,
        link=f"/desk/tasks/{task.pk}/",
        key=f"{task.about}/{what}",
        level=level,
        facts=facts,
    )
