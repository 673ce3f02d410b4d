"""林小雨 asks departments for what a complaint of hers needs."""

from datetime import datetime, timedelta
from typing import Any

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Task
from zhuanji.complaints.tasking import Asked
from zhuanji.staff.models import Department, User

HOUR = timedelta(hours=1)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def hers(**more: Any) -> Complaint:
    return cast.wang_complains(owner=cast.lin(), **more)


def asked(
    place: Department | None = None,
    *,
    within: timedelta = 8 * HOUR,
    owner: User | None = None,
    at: datetime = cast.MONDAY,
) -> Asked:
    return Asked(place or cast.department(), at + within, owner=owner)


def ask(complaint: Complaint, *to: Asked, at: datetime = cast.MONDAY, **more: Any) -> list[Task]:
    words = {"title": "检测水壶是否漏电", "criterion": "有检测报告，注明批次与结论", **more}
    return actions.ask_tasks(
        by=cast.lin().actor, at=at, complaint=complaint, to=to or [asked(at=at)], **words
    )


def taken(task: Task, by: User | None = None, *, at: datetime = cast.MONDAY) -> Task:
    return actions.take_task(by=(by or cast.chen()).actor, at=at, task=task)


def handed_in(task: Task, *, at: datetime = cast.MONDAY, words: str = "已检测，绝缘不良。") -> Task:
    actions.hand_in_task(by=cast.chen().actor, at=at, task=taken(task, at=at), words=words)
    task.refresh_from_db()
    return task
