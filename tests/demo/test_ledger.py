"""What the ledger writes is what the actions write."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.complaints.tasks.asking import PIXEL
from tests.demo.rows import lin_for_all, rows
from zhuanji.attachments.files import store_file
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Task
from zhuanji.complaints.registration import read_registration
from zhuanji.complaints.tasking import Asked, Needed
from zhuanji.demo import happenings as do
from zhuanji.demo import tasks as of_tasks
from zhuanji.demo.actions import write_ledger
from zhuanji.demo.ledger import Ledger
from zhuanji.history.models import Entry

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GIVEN = read_registration({"channel": "phone", "account": cast.ACCOUNT})
JUDGED: dict[str, Any] = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "属实。"}
FINDINGS = {"how": "换新", "why": "密封圈偏位", "prevention": "全检"}


def test_a_life_in_the_ledger_is_the_life_that_actions_lead() -> None:
    lin, at = cast.lin(), cast.MONDAY
    by = lin.actor
    real = actions.register_complaint(by=by, at=at, given=GIVEN)
    actions.acknowledge_due(at=at, choose_owners=lin_for_all)
    actions.restate_complaint(by=by, at=at, complaint=real, restatement="水壶漏电", confirmed=True)
    actions.arrange_complaint(by=by, at=at, complaint=real, field="grade", value="complex")
    actions.judge_complaint(by=by, at=at, complaint=real, **JUDGED)
    actions.start_handling(by=by, at=at + HOUR, complaint=real)
    actions.add_note(by=by, at=at + HOUR, complaint=real, body="已回电")
    actions.reply_to_customer(by=by, at=at + HOUR, complaint=real, body="正在核查。")
    actions.record_findings(by=by, at=at + HOUR, complaint=real, **FINDINGS)
    actions.answer_complaint(by=by, at=at + 2 * HOUR, complaint=real, body="已换新。")
    actions.reject_answer(by=by, at=at + 3 * HOUR, complaint=real, why="没有解决")
    actions.close_complaint(by=by, at=at + 4 * HOUR, complaint=real)
    actions.reopen_complaint(by=by, at=at + 5 * HOUR, complaint=real, reason="又漏电")

    ledger = Ledger(agents=[lin])
    told = do.register(ledger, by=by, at=at, given=GIVEN, customer=None)
    do.acknowledge(ledger, told, at=at)
    do.restate(ledger, told, by=by, at=at, restatement="水壶漏电", confirmed=True)
    do.arrange(ledger, told, by=by, at=at, field="grade", value="complex")
    do.judge(ledger, told, by=by, at=at, **JUDGED)
    do.start_handling(ledger, told, by=by, at=at + HOUR)
    do.note(ledger, told, by=by, at=at + HOUR, body="已回电")
    do.reply(ledger, told, by=by, at=at + HOUR, body="正在核查。")
    do.record_findings(ledger, told, by=by, at=at + HOUR, **FINDINGS)
    do.answer(ledger, told, by=by, at=at + 2 * HOUR, body="已换新。")
    do.reject(ledger, told, by=by, at=at + 3 * HOUR, why="没有解决")
    do.close(ledger, told, by=by, at=at + 4 * HOUR)
    do.reopen(ledger, told, by=by, at=at + 5 * HOUR, reason="又漏电")
    write_ledger(ledger, at=cast.MONDAY + timedelta(hours=6))

    assert rows(told.complaint) == rows(real)


TASK = {"title": "检测", "criterion": "有报告", "what": "先断电", "money": 12000}


def test_a_task_in_the_ledger_is_the_task_that_actions_lead(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    lin, chen, at, due = cast.lin(), cast.chen(), cast.MONDAY, cast.MONDAY + 8 * HOUR
    by = lin.actor
    real = actions.register_complaint(by=by, at=at, given=GIVEN, owner=lin)
    actions.acknowledge_due(at=at, choose_owners=lin_for_all)
    words: dict[str, Any] = {name: TASK[name] for name in ("title", "criterion", "what")}
    needed = [Needed("money", amount=12000)]
    asked: dict[str, Any] = {"to": [Asked(cast.department(), due)], "resources": needed}
    (task,) = actions.ask_tasks(by=by, at=at, complaint=real, needs_files=True, **words, **asked)
    actions.take_task(by=chen.actor, at=at + HOUR, task=task)
    actions.move_task(by=by, at=at + HOUR, task=task, due_at=due + HOUR, reason="等配件")
    shown: dict[str, Any] = {"words": "已检测", "files": [store_file("a.png", [PIXEL])]}
    actions.hand_in_task(by=chen.actor, at=at + 2 * HOUR, task=task, **shown)
    actions.send_task_back(
        by=by, at=at + 10 * HOUR, task=task, reason="缺批次", due_at=at + 14 * HOUR
    )
    actions.hand_in_task(by=chen.actor, at=at + 11 * HOUR, task=task, **shown)
    actions.accept_task(by=by, at=at + 12 * HOUR, task=task)

    ledger = Ledger(agents=[lin])
    told = do.register(ledger, by=by, at=at, given=GIVEN, customer=None)
    do.acknowledge(ledger, told, at=at)
    place = cast.department()
    known = of_tasks.ask(ledger, told, by=by, at=at, department=place, words=TASK, due_at=due)
    of_tasks.take(ledger, known, by=chen, at=at + HOUR)
    of_tasks.move(ledger, known, by=by, at=at + HOUR, due_at=due + HOUR, reason="等配件")
    proof = of_tasks.hand_in(ledger, told, known, at=at + 2 * HOUR, **shown)
    of_tasks.send_back(ledger, proof, by=by, at=at + 10 * HOUR, reason="缺批次")
    proof = of_tasks.hand_in(ledger, told, known, at=at + 11 * HOUR, **shown)
    of_tasks.accept(ledger, proof, by=by, at=at + 12 * HOUR)
    write_ledger(ledger, at=at + 13 * HOUR)

    assert task_rows(known) == task_rows(task)
    kept = Complaint.objects.get(pk=told.complaint.pk)
    assert rows(kept)[1] == rows(real)[1]


def task_rows(task: Task) -> list[Any]:
    """What is kept of a task, but for names that are never the same twice."""
    own = ("id", "complaint_id", "deadline_id")
    record = Task.objects.filter(pk=task.pk).values().get()
    task = Task.objects.get(pk=task.pk)
    lines = Entry.objects.filter(about=task.complaint.about, kind__contains="task_")
    return [
        {name: value for name, value in record.items() if name not in own},
        list(task.proofs.order_by("pk").values_list("state", "words", "by", "at", "review", "reviewed_by", "attachments__name")),
        list(task.moves.order_by("pk").values_list("before", "after", "reason", "by", "at")),
        list(task.resources.values_list("kind", "words", "quantity", "amount")),
        [(e.kind, e.by, e.at, sorted(e.details)) for e in lines.order_by("sequence")],
    ]  # fmt: skip
