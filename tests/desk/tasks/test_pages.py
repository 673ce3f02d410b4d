"""Asking departments from a complaint's page, and the pages of those who are asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.complaints.tasks.asking import HOUR, PIXEL, ask, asked, handed_in, taken
from tests.notices.tellings import tell
from zhuanji.complaints.models import Complaint, Task, TaskResource
from zhuanji.desk.tasks.due import read_due
from zhuanji.desk.times import exactly
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
FORM = {"title": "检测水壶是否漏电", "criterion": "有检测报告", "due": "2wd", "token": "one"}


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def now_hers() -> Complaint:
    return cast.wang_complains(at=timezone.now() - HOUR, owner=cast.lin())


def ask_now(complaint: Complaint, **more: object) -> Task:
    now = timezone.now()
    return ask(complaint, asked(at=now), at=now, **more)[0]


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_two_departments_are_asked_by_one_form_with_what_it_takes() -> None:
    complaint, quality, logistics, chen = (
        now_hers(),
        cast.department(),
        cast.logistics(),
        cast.chen(),
    )
    agent = signed_in(cast.lin())
    form = {
        **FORM,
        "department": [str(quality.pk), str(logistics.pk)],
        f"owner_{quality.pk}": str(chen.pk),
        f"due_{logistics.pk}": "5h",
        "kind_0": "money", "words_0": "检测费", "amount_0": "128.50",
        "kind_1": "part", "words_1": "底座", "quantity_1": "2",
        "kind_2": "person",
    }  # fmt: skip

    for _twice in range(2):
        answer = agent.post(address("task_ask", complaint.number), form)
        assert answer.status_code == 302

    one, two = Task.objects.order_by("pk")
    assert (one.department, one.owner, one.deadline.term) == (quality, chen, "2wd")
    assert (two.department, two.owner, two.deadline.term) == (logistics, None, "5h")
    needed = TaskResource.objects.filter(task=one).order_by("pk")
    assert [(row.kind, row.words, row.quantity, row.amount) for row in needed] == [
        ("money", "检测费", None, 12850),
        ("part", "底座", 2, None),
    ]
    page = agent.get(address("complaint", complaint.number)).content.decode()
    assert page.count("检测水壶是否漏电") >= 2
    assert "0 of 2 accepted" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due": "昨天"}, "no moment"),
        ({"due": ""}, "Say by when"),
        ({"due": "2020-01-01 10:00"}, "moment to come"),
        ({"due": "0m"}, "moment to come"),
        ({"due": "9999-12-31"}, "within two years"),
        ({"due": "2026-02-31"}, "no moment"),
        ({"title": ""}, "what is to be done"),
        ({"criterion": " "}, "what will be looked at"),
        ({"department": []}, "at least one department"),
        ({"kind_0": "money", "words_0": "费用", "amount_0": "一百"}, "money in yuan"),
        ({"kind_0": "money", "words_0": "费用", "amount_0": "1e99"}, "money in yuan"),
        ({"kind_0": "money", "words_0": "费用"}, "amount above zero"),
        ({"kind_0": "person", "quantity_0": "2"}, "who or what is needed"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(
    wrong: dict[str, object], said: str
) -> None:
    complaint, quality = now_hers(), cast.department()
    form = {**FORM, "what": "请先断电再拆", "department": [str(quality.pk)], **wrong}

    answer = signed_in(cast.lin()).post(address("task_ask", complaint.number), form)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "请先断电再拆" in page
    assert Task.objects.count() == 0


def test_a_doer_takes_it_hands_it_in_with_a_photo_and_it_comes_back_and_is_accepted() -> None:
    complaint = now_hers()
    task = ask_now(complaint, needs_files=True)
    chen, lin = signed_in(cast.chen()), signed_in(cast.lin())
    page = chen.get(address("task", task.pk)).content.decode()
    assert "13800138000" not in page
    assert "王建国" not in page
    assert complaint.account in page
    assert chen.get(address("complaint", complaint.number)).status_code == 404

    assert chen.post(address("task_act", task.pk, "take")).status_code == 302
    refused = chen.post(address("task_act", task.pk, "hand-in"), {"words": "已检测，绝缘不良"})
    assert refused.status_code == 422
    assert "已检测，绝缘不良" in refused.content.decode()
    photo = SimpleUploadedFile("现场.png", PIXEL)
    words = {"words": "已检测，绝缘不良", "files": [photo]}
    assert chen.post(address("task_act", task.pk, "hand-in"), words).status_code == 302
    assert chen.post(address("task_act", task.pk, "accept")).status_code == 403
    back = {"reason": "缺批次号", "due": "1d"}
    assert lin.post(address("task_act", task.pk, "send-back"), back).status_code == 302
    assert "缺批次号" in chen.get(address("task", task.pk)).content.decode()
    again = {"words": "补充：批次 A12", "files": [SimpleUploadedFile("标签.png", PIXEL)]}
    chen.post(address("task_act", task.pk, "hand-in"), again)
    assert lin.post(address("task_act", task.pk, "accept"), {"review": "好"}).status_code == 302

    task.refresh_from_db()
    assert task.state == "accepted"
    key = task.proofs.latest("pk").attachments.get().key
    assert chen.get(address("attachment", key)).getvalue() == PIXEL
    assert signed_in(cast.wu()).get(address("attachment", key)).status_code == 404


def test_the_person_is_masked_until_a_reason_is_given() -> None:
    task = ask_now(now_hers())
    chen = signed_in(cast.chen())
    assert chen.post(address("task_reveal", task.pk), {"reason": " "}).status_code == 422
    assert chen.post(address("task_reveal", task.pk), {"reason": "上门取样"}).status_code == 302
    page = chen.get(address("task", task.pk)).content.decode()
    assert "王建国" in page
    assert "13800138000" in page.replace(" ", "")


def test_somebody_elses_task_is_not_there() -> None:
    task = ask_now(now_hers())
    wu = signed_in(cast.wu())
    assert wu.get(address("task", task.pk)).status_code == 404
    assert wu.post(address("task_act", task.pk, "take")).status_code == 404
    assert wu.get(address("task", 10**17)).status_code == 404


def test_lists_are_mine_my_departments_those_i_asked_for_and_all() -> None:
    complaint = now_hers()
    mine = taken(ask_now(complaint, title="我在做的"))
    ask_now(complaint, title="没人接的")
    chen, lin = signed_in(cast.chen()), signed_in(cast.lin())

    def titles(client: Client, query: str) -> list[bool]:
        page = client.get(f"{address('tasks')}?{query}").content.decode()
        return [name in page for name in ("我在做的", "没人接的")]

    assert titles(chen, "whose=mine") == [True, False]
    assert titles(chen, "") == [True, True]
    assert titles(chen, "whose=department&state=open") == [False, True]
    assert titles(lin, "") == [True, True]
    assert titles(lin, "whose=all&state=taken") == [True, False]
    assert titles(lin, f"whose=all&department={cast.logistics().pk}") == [False, False]
    assert titles(lin, "whose=all&due=overdue") == [False, False]
    assert titles(signed_in(cast.wu()), "whose=all") == [False, False]
    assert titles(lin, "whose=nobody") == [False, False]
    assert mine.owner == cast.chen()


def test_pages_cost_the_same_for_one_task_and_for_several() -> None:
    complaint, agent = now_hers(), signed_in(cast.lin())
    costs: dict[str, list[int]] = {}
    for number in (1, 3):
        while Task.objects.count() < number:
            handed_in(ask_now(complaint), at=timezone.now())
        task = Task.objects.earliest("pk")
        for name, args in (
            ("tasks", ()),
            ("task", (task.pk,)),
            ("complaint", (complaint.number,)),
            ("task_ask", (complaint.number,)),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert agent.get(address(name, *args)).status_code == 200
            costs.setdefault(name, []).append(len(queries))

    assert {name: len(set(numbers)) for name, numbers in costs.items()} == dict.fromkeys(costs, 1)
    assert {name: numbers[0] <= 16 for name, numbers in costs.items()} == dict.fromkeys(costs, True)


def test_pages_are_walked_to_the_end_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "zhuanji.complaints.queries.tasks.list_tasks.__kwdefaults__", {"cursor": "", "size": 2}
    )
    complaint, agent = now_hers(), signed_in(cast.lin())
    for number in range(5):
        ask_now(complaint, title=f"任务{number}")
    seen, url = [], address("tasks")
    while url:
        context = agent.get(url)
        page = context.content.decode()
        seen += [f"任务{n}" for n in range(5) if f"任务{n}" in page]
        following = page.partition('data-key="]"')[0].rpartition('href="')[2].partition('"')[0]
        url = address("tasks") + following.replace("&amp;", "&") if 'data-key="]"' in page else ""
    assert seen == [f"任务{n}" for n in range(5)]


def test_an_answer_with_open_tasks_says_what_is_open() -> None:
    complaint, agent = now_hers(), signed_in(cast.lin())
    ask_now(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(stage="handling")
    send = address("complaint_write", complaint.number, "answer")

    refused = agent.post(send, {"body": "我们为您退款。", "token": "a"})
    assert refused.status_code == 409
    assert "Departments still work on this complaint" in refused.content.decode()
    sent = agent.post(send, {"body": "我们为您退款。", "token": "a", "cancel_tasks": "直接退款"})
    assert sent.status_code == 302
    assert Task.objects.get().state == "cancelled"


def test_closing_asks_why_open_tasks_are_not_needed() -> None:
    complaint, agent = now_hers(), signed_in(cast.lin())
    ask_now(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(stage="accepted")
    close = address("complaint_decide", complaint.number, "close")
    asked_for = agent.post(close, headers={"hx-request": "true"})
    assert asked_for.status_code == 422
    assert 'name="cancel_tasks"' in asked_for.content.decode()
    agent.post(close, {"cancel_tasks": "客户不要了"})
    complaint.refresh_from_db()
    assert complaint.stage == "closed"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("明天17:00", "2026-03-03 17:00"),
        ("tomorrow", "2026-03-03 18:00"),
        ("周五下午3点", "2026-03-06 15:00"),
        ("下周一", "2026-03-09 18:00"),
        ("3月1日", "2027-03-01 18:00"),
        ("2026-03-05T09:30", "2026-03-05 09:30"),
        ("12:00", "2026-03-02 12:00"),
        ("3小时", "2026-03-02 12:30"),
        ("2个工作日", "2026-03-04 18:00"),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, meant: str) -> None:
    moment, _term = read_due(typed, cast.MONDAY)
    assert exactly(moment) == meant


def test_a_doer_finds_tasks_above_what_changed() -> None:
    task = ask_now(now_hers())
    tell(cast.chen(), about="playbook/1")
    words = signed_in(cast.chen()).get("/desk/").content.decode().partition("<main")[2]

    assert -1 < words.find(address("task", task.pk)) < words.find("What changed since")


def test_the_side_renews_open_tasks_only_where_an_answer_is_written() -> None:
    complaint = now_hers()
    ask_now(complaint)
    for who, there in ((cast.lin(), True), (cast.fang(), False)):
        side = signed_in(who).get(address("complaint_side", complaint.number)).content.decode()
        page = signed_in(who).get(address("complaint", complaint.number)).content.decode()
        assert ('id="open-tasks"' in side, 'id="open-tasks"' in page) == (there, there)
