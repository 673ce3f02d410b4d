"""A task of a department from being asked to being accepted, and what its clock does meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.translation import override

from tests import cast
from tests.complaints.tasks.asking import HOUR, PIXEL, ask, asked, handed_in, hers, taken
from zhuanji.attachments.files import StoredFile, store_file
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import database_now, fire_due_deadlines
from zhuanji.complaints.actions.task_review import FourEyes, TasksOpen
from zhuanji.complaints.actions.tasks import ComplaintFinished, StillWaiting
from zhuanji.complaints.models import Deadline, Delay, Escalation, Proof, Task
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.notices.models import Notice
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role

pytestmark = pytest.mark.django_db
MONDAY = cast.MONDAY


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with the sentences of the code."""
    with override("en"):
        yield


def photo() -> StoredFile:
    return store_file("现场.png", [PIXEL])


def kinds(task: Task) -> list[str]:
    lines = Entry.objects.filter(about=task.complaint.about, kind__startswith="complaint.task_")
    return [line.kind.removeprefix("complaint.task_") for line in lines.order_by("pk")]


def told(person: User) -> list[str]:
    rows = Notice.objects.filter(user=person, kind__startswith="task-").order_by("pk")
    return [row.kind.removeprefix("task-") for row in rows]


def test_two_departments_are_asked_at_once_each_by_its_own_moment() -> None:
    complaint, quality, logistics = hers(), cast.department(), cast.logistics()
    chen, wu = cast.chen(), cast.wu()

    one, two = ask(complaint, asked(quality, owner=chen), asked(logistics, within=48 * HOUR))

    assert (one.department, one.owner, one.state) == (quality, chen, "open")
    assert (two.department, two.owner, two.state) == (logistics, None, "open")
    rows = Deadline.objects.filter(complaint=complaint, kind="task").order_by("due_at")
    assert [(row.key, row.due_at - MONDAY, row.state, row.source) for row in rows] == [
        (str(one.pk), 8 * HOUR, "running", f"task/{one.pk}"),
        (str(two.pk), 48 * HOUR, "running", f"task/{two.pk}"),
    ]
    complaint.refresh_from_db()
    assert (complaint.owner, complaint.department) == (cast.lin(), None)
    assert (told(chen), told(wu)) == (["asked"], ["asked"])
    assert kinds(one) == ["asked", "asked"]


def test_a_task_is_taken_handed_in_with_proof_and_accepted_by_a_second_person() -> None:
    (task,) = ask(hers(), needs_files=True)
    with pytest.raises(Invalid, match="photo"):
        handed_in(task)
    proof = actions.hand_in_task(
        by=cast.chen().actor, at=MONDAY + HOUR, task=task, words="已检测。", files=[photo()]
    )
    task.refresh_from_db()
    assert (task.state, task.deadline.state, task.deadline.met_at) == ("done", "met", MONDAY + HOUR)
    assert [file.name for file in proof.attachments.all()] == ["现场.png"]
    assert told(cast.lin()) == ["handed-in"]

    with pytest.raises(FourEyes):
        actions.accept_task(by=cast.chen().actor, at=MONDAY + HOUR, task=task)
    actions.accept_task(by=cast.lin().actor, at=MONDAY + 2 * HOUR, task=task)

    task.refresh_from_db()
    assert (task.state, task.settled_at) == ("accepted", MONDAY + 2 * HOUR)
    assert kinds(task) == ["asked", "taken", "handed_in", "accepted"]
    assert first_broken_link() is None


def test_what_is_sent_back_runs_again_with_the_reason_and_every_round_is_kept() -> None:
    (task,) = ask(hers())
    handed_in(task, at=MONDAY + HOUR)

    later = MONDAY + 24 * HOUR
    with pytest.raises(Invalid, match="by when"):
        actions.send_task_back(by=cast.lin().actor, at=later, task=task, reason="缺批次号")
    actions.send_task_back(
        by=cast.lin().actor, at=later, task=task, reason="缺批次号", due_at=later + 4 * HOUR
    )

    task.refresh_from_db()
    assert (task.state, task.reason, task.owner) == ("taken", "缺批次号", cast.chen())
    row = task.deadline
    assert (row.state, row.starts_at, row.due_at) == ("running", later, later + 4 * HOUR)
    assert task.moves.get().after - task.moves.get().before == 20 * HOUR
    proof = actions.hand_in_task(
        by=cast.chen().actor, at=later + HOUR, task=task, words="补充批次号。"
    )
    assert [one.state for one in task.proofs.order_by("pk")] == ["returned", "waiting"]
    assert proof.state == Proof.State.WAITING
    assert told(cast.chen()) == ["returned"]


def test_putting_a_task_off_asks_why_and_shows_how_often_and_by_how_much() -> None:
    (task,) = ask(hers())
    lin = cast.lin().actor
    with pytest.raises(Invalid, match="Say why"):
        actions.move_task(by=lin, at=MONDAY, task=task, due_at=MONDAY + 9 * HOUR, reason=" ")
    with pytest.raises(Invalid, match="moment to come"):
        actions.move_task(by=lin, at=MONDAY, task=task, due_at=MONDAY - HOUR, reason="等配件")

    for hours in (12, 30):
        due = MONDAY + hours * HOUR
        actions.move_task(by=lin, at=MONDAY, task=task, due_at=due, reason="等配件")

    steps = task.moves.order_by("pk").values_list("before", "after", "reason")
    assert [(a - MONDAY, b - MONDAY, why) for a, b, why in steps] == [
        (8 * HOUR, 12 * HOUR, "等配件"),
        (12 * HOUR, 30 * HOUR, "等配件"),
    ]
    task.deadline.refresh_from_db()
    assert task.deadline.due_at == MONDAY + 30 * HOUR


@pytest.mark.parametrize("days", [-1, 0, 800])
def test_a_moment_that_is_over_or_too_far_is_refused(days: int) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(hers(), asked(within=timedelta(days=days)))
    assert set(refusal.value.problems) == {"due_at"}
    assert Task.objects.count() == 0


def test_words_departments_people_and_resources_are_checked() -> None:
    complaint = hers()
    with pytest.raises(Invalid) as refusal:
        ask(complaint, title=" ", criterion="")
    assert set(refusal.value.problems) == {"title", "criterion"}
    for to, field in (
        ([asked(owner=cast.wu())], "owner"),
        ([asked(), asked()], "department"),
    ):
        with pytest.raises(Invalid) as refusal:
            ask(complaint, *to)
        assert set(refusal.value.problems) == {field}
    closed = cast.logistics()
    closed.is_active = False
    with pytest.raises(Invalid, match="closed"):
        ask(complaint, asked(closed))


def test_the_same_form_sent_twice_asks_once() -> None:
    complaint = hers()
    first = ask(complaint, source_key="desk:1:abc")
    assert ask(complaint, source_key="desk:1:abc") == first
    assert Task.objects.count() == 1


def test_tasks_that_wait_for_each_other_in_a_circle_are_refused_by_name() -> None:
    complaint, lin = hers(), cast.lin().actor
    (one,) = ask(complaint, title="检测")
    (two,) = ask(complaint, title="换货", waits_for=[one])
    (three,) = ask(complaint, title="回收", waits_for=[two])

    with pytest.raises(Invalid, match="检测 → 回收 → 换货 → 检测"):
        actions.let_task_wait(by=lin, at=MONDAY, task=one, waits_for=[three])
    with pytest.raises(Invalid, match="itself"):
        actions.let_task_wait(by=lin, at=MONDAY, task=one, waits_for=[one])
    with pytest.raises(StillWaiting, match="检测"):
        handed_in(two)

    handed_in(one)
    actions.accept_task(by=lin, at=MONDAY, task=one)
    actions.hand_in_task(by=cast.chen().actor, at=MONDAY, task=two, words="已换货。")
    assert "free" in told(cast.chen())


def test_a_task_of_another_complaint_is_not_waited_for() -> None:
    (other,) = ask(hers())
    with pytest.raises(Invalid) as refusal:
        ask(hers(), waits_for=[other])
    assert set(refusal.value.problems) == {"waits_for"}


def test_an_answer_waits_for_open_tasks_or_says_why_they_are_not_needed() -> None:
    complaint, lin = hers(), cast.lin().actor
    (task,) = ask(complaint)
    actions.acknowledge_due(at=MONDAY)
    judged = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "属实"}
    actions.judge_complaint(by=lin, at=MONDAY, complaint=complaint, **judged)  # type: ignore[arg-type]

    with pytest.raises(TasksOpen, match=r"质量部.*检测水壶是否漏电"):
        actions.answer_complaint(by=lin, at=MONDAY, complaint=complaint, body="我们为您退款。")
    complaint.refresh_from_db()
    assert complaint.stage == "judged"
    actions.answer_complaint(
        by=lin, at=MONDAY, complaint=complaint, body="我们为您退款。", cancel_tasks="直接退款"
    )

    task.refresh_from_db()
    assert (task.state, task.reason, task.deadline.state) == ("cancelled", "直接退款", "lapsed")
    assert kinds(task) == ["asked", "cancelled"]
    assert told(cast.chen()) == []  # there was nobody yet in the department


def test_a_complaint_that_is_withdrawn_takes_its_tasks_along() -> None:
    complaint = hers()
    (task,) = ask(complaint, asked(owner=cast.chen()))

    actions.withdraw_complaint(
        by=cast.as_complainant(complaint), at=MONDAY, complaint=complaint, reason="自己修好了"
    )

    task.refresh_from_db()
    assert (task.state, task.deadline.state) == ("cancelled", "lapsed")
    assert told(cast.chen()) == ["asked", "cancelled"]
    with pytest.raises(ComplaintFinished):
        ask(complaint)


def test_the_clock_calls_the_department_and_its_delay_is_theirs() -> None:
    now = database_now()
    complaint = cast.wang_complains(at=now - 2 * HOUR, owner=cast.lin())
    chen = cast.chen()
    (task,) = ask(complaint, asked(within=HOUR, at=now - 2 * HOUR), at=now - 2 * HOUR)
    complaint.deadlines.exclude(kind="task").update(state="met", met_at=now, next_at=None)

    while fire_due_deadlines():
        pass

    delay = Delay.objects.get(deadline=task.deadline)
    assert (delay.owner, delay.department) == (None, cast.department())
    late = Notice.objects.filter(kind="deadline.passed")
    assert {row.user for row in late} == {chen, cast.lin()}
    assert {(row.about, row.link) for row in late} == {(task.about, f"/desk/tasks/{task.pk}/")}
    assert set(Escalation.objects.values_list("to", flat=True)) <= {"lead", "department"}


def test_a_task_rests_with_its_complaint_and_is_due_later_by_that() -> None:
    complaint, lin = hers(), cast.lin().actor
    (task,) = ask(complaint)
    actions.pause_complaint(
        by=lin, at=MONDAY + HOUR, complaint=complaint, reason="awaiting_customer", words="等发票"
    )
    task.deadline.refresh_from_db()
    assert task.deadline.state == "paused"

    actions.resume_complaint(by=lin, at=MONDAY + 5 * HOUR, complaint=complaint)

    task.deadline.refresh_from_db()
    assert (task.deadline.state, task.deadline.due_at) == ("running", MONDAY + 12 * HOUR)
    assert task.moves.count() == 0


def test_what_has_gone_on_is_not_decided_twice() -> None:
    (task,) = ask(hers())
    stale = Task.objects.select_related("complaint").get(pk=task.pk)
    taken(task)
    with pytest.raises(Stale):
        taken(stale)
    with pytest.raises(Stale):
        actions.accept_task(by=cast.lin().actor, at=MONDAY, task=stale)


def test_whoever_leaves_gives_their_tasks_to_the_department_or_a_successor_there() -> None:
    sun = cast.person("sun", "孙悦", Role.HANDLER, cast.department())
    one, two = taken(ask(hers())[0]), taken(ask(hers())[0])
    ding = cast.ding().actor

    actions.close_account(by=ding, at=MONDAY, user=cast.chen(), successor=cast.wu())

    for task in (one, two):
        task.refresh_from_db()
        assert (task.owner, task.state) == (None, "open")
    assert set(told(sun)) == {"asked"}
    taken(one, sun)
    actions.close_account(
        by=ding,
        at=MONDAY,
        user=sun,
        successor=cast.person("yu", "余晴", Role.HANDLER, cast.department()),
    )
    one.refresh_from_db()
    assert (one.owner and one.owner.name, one.state) == ("余晴", "open")
