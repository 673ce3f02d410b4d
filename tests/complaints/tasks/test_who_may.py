"""Who may see, ask, take, hand in, accept: every role, and a department that only has a task."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import cast
from tests.complaints.tasks.asking import HOUR, ask, asked, handed_in, hers, taken
from zhuanji.complaints import actions, policies
from zhuanji.complaints.queries import get_complaint, get_task
from zhuanji.complaints.queries.tasks import tasks_visible_to
from zhuanji.kernel.errors import NotAllowed, NotFound
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role

pytestmark = pytest.mark.django_db
MONDAY = cast.MONDAY
Who = Callable[[], User]


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_a_task_is_seen_by_its_department_and_by_whoever_reads_the_complaint(who: Who) -> None:
    (task,) = ask(hers())
    actor = who().actor
    sees = who is not cast.wu

    assert tasks_visible_to(actor).filter(pk=task.pk).exists() is sees
    if sees:
        assert get_task(task.pk, actor=actor) == task
    else:
        with pytest.raises(NotFound):
            get_task(task.pk, actor=actor)


def test_the_department_reads_its_task_and_neither_the_complaint_nor_a_letter() -> None:
    complaint, chen = hers(), cast.chen().actor
    taken(ask(complaint)[0])

    assert policies.may_read(chen, complaint) is False
    with pytest.raises(NotFound):
        get_complaint(complaint.number, actor=chen)
    with pytest.raises(NotFound):
        actions.reply_to_customer(by=chen, at=MONDAY, complaint=complaint, body="您好")


def test_a_complainant_sees_no_task() -> None:
    complaint = hers()
    (task,) = ask(complaint)
    themselves = cast.as_complainant(complaint)
    assert tasks_visible_to(themselves).count() == 0
    with pytest.raises(NotFound):
        get_task(task.pk, actor=themselves)


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_the_owner_or_a_team_leader_asks(who: Who) -> None:
    complaint, actor = hers(), who().actor
    words: dict[str, Any] = {"title": "检测", "criterion": "有报告"}
    if who in (cast.lin, cast.zhou):
        actions.ask_tasks(by=actor, at=MONDAY, complaint=complaint, to=[asked()], **words)
        return
    refusal = NotFound if who in (cast.chen, cast.wu) else NotAllowed
    with pytest.raises(refusal):
        actions.ask_tasks(by=actor, at=MONDAY, complaint=complaint, to=[asked()], **words)


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_somebody_of_the_department_takes_it(who: Who) -> None:
    (task,) = ask(hers())
    if who is cast.chen:
        assert taken(task, who()).owner == cast.chen()
        return
    with pytest.raises(NotFound if who is cast.wu else NotAllowed):
        taken(task, who())


def test_what_is_somebodys_another_takes_only_when_it_is_given_to_them() -> None:
    sun = cast.person("sun", "孙悦", Role.HANDLER, cast.department())
    (task,) = ask(hers(), asked(owner=cast.chen()))
    with pytest.raises(NotAllowed):
        taken(task, sun)
    actions.give_task(by=sun.actor, at=MONDAY, task=task, owner=sun)
    assert taken(task, sun).owner == sun
    with pytest.raises(NotAllowed):
        actions.hand_in_task(by=cast.chen().actor, at=MONDAY, task=task, words="完成。")


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_the_owner_or_a_team_leader_accepts_and_never_the_doer(who: Who) -> None:
    task, actor = handed_in(ask(hers())[0]), who().actor
    if who in (cast.lin, cast.zhou):
        assert actions.accept_task(by=actor, at=MONDAY, task=task).state == "accepted"
        return
    with pytest.raises(NotFound if who is cast.wu else Exception) as refusal:
        actions.accept_task(by=actor, at=MONDAY, task=task)
    assert getattr(refusal.value, "status", 0) == (404 if who is cast.wu else 403)


_LATER = MONDAY + 9 * HOUR
CHANGES: dict[str, Callable[..., object]] = {
    "move": partial(actions.move_task, due_at=_LATER, reason="忙"),
    "cancel": partial(actions.cancel_task, reason="忙"),
    "wait": partial(actions.let_task_wait, waits_for=[]),
}


@pytest.mark.parametrize("act", CHANGES)
def test_a_department_does_not_change_what_it_was_asked(act: str) -> None:
    (task,) = ask(hers())
    with pytest.raises(NotAllowed):
        CHANGES[act](by=cast.chen().actor, at=MONDAY, task=task)


def test_the_person_is_shown_to_the_department_for_a_reason_on_record() -> None:
    (task,) = ask(hers())
    with pytest.raises(NotFound):
        actions.reveal_for_task(by=cast.wu().actor, at=MONDAY, task=task, reason="上门")
    with pytest.raises(NotAllowed):
        actions.reveal_for_task(by=cast.jiang().actor, at=MONDAY, task=task, reason="看看")
    actions.reveal_for_task(by=cast.chen().actor, at=MONDAY, task=task, reason="上门取样")
