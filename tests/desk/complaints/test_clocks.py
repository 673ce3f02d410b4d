"""What a page does about the deadlines of a complaint: rest, run on, escalate, explain."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Delay, Escalation
from zhuanji.correspondence.models import Message
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def acknowledged() -> Complaint:
    complaint = cast.wang_complains(owner=cast.lin())
    actions.acknowledge_due(at=cast.MONDAY)
    complaint.refresh_from_db()
    return complaint


def address(complaint: Complaint, what: str) -> str:
    return reverse("desk:complaint_decide", kwargs={"number": complaint.number, "what": what})


def page(client: Client, complaint: Complaint) -> str:
    found = client.get(reverse("desk:complaint", kwargs={"number": complaint.number}))
    return str(found.content.decode())


def test_one_button_asks_the_customer_and_lets_the_deadlines_rest() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    form = agent.get(address(complaint, "ask")).content.decode()
    assert complaint.number in form

    agent.post(address(complaint, "ask"), {"body": "请补发发票照片。"})

    complaint.refresh_from_db()
    assert complaint.waits_for == "awaiting_customer"
    said = Message.objects.filter(thread=complaint.thread, kind=Message.Kind.REPLY)
    assert [message.body for message in said] == ["请补发发票照片。"]
    assert "期限暂停中：等待客户补充资料" in page(agent, complaint)

    agent.post(address(complaint, "resume"))
    complaint.refresh_from_db()
    assert complaint.waits_for == ""


def test_a_pause_without_a_word_is_refused_and_what_was_chosen_stays() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    refused = agent.post(address(complaint, "pause"), {"reason": "awaiting_expert", "words": ""})
    assert "请简要说明在等什么" in refused.content.decode()
    complaint.refresh_from_db()
    assert complaint.waits_for == ""


def test_whoever_is_called_upon_takes_note_on_the_page_and_nobody_else_is_asked() -> None:
    complaint, agent, legal = acknowledged(), signed_in(cast.lin()), signed_in(cast.fang())
    agent.post(address(complaint, "escalate"), {"to": "legal", "words": "客户要起诉"})

    assert "我已知悉上报" in page(legal, complaint)
    assert "我已知悉上报" not in page(agent, complaint)
    legal.post(address(complaint, "noted"))
    assert Escalation.objects.get().acknowledged_by == cast.fang()
    assert "我已知悉上报" not in page(legal, complaint)


def test_a_delay_is_explained_where_it_is_seen() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    late = complaint.deadlines.get(kind="first_answer")
    Delay.objects.create(deadline=late, due_at=late.due_at, owner=cast.lin(), stage=complaint.stage)
    assert "说明超时原因" in page(agent, complaint)

    agent.post(address(complaint, "explain"), {"cause": "supplier", "words": "等检测报告"})

    assert Delay.objects.get().cause == "supplier"
    assert "说明超时原因" not in page(agent, complaint)


def test_a_promise_made_by_phone_is_kept_as_a_clock_and_one_without_a_day_is_asked_for_it() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    refused = agent.post(address(complaint, "promise"), {"words": "我们会尽快答复您"})
    assert "没读出承诺的内容或时间" in refused.content.decode()
    assert "我们会尽快答复您" in refused.content.decode()
    assert complaint.promises.count() == 0

    agent.post(address(complaint, "promise"), {"words": "我们会在3个工作日内答复您"})

    promise = complaint.promises.get()
    assert (promise.words, promise.owner) == ("我们会在3个工作日内答复您", cast.lin())
    assert promise.deadline.term == "3wd"


def test_a_promise_whose_moment_is_over_is_told_so() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    day = timezone.localdate() - timedelta(days=5)
    said = {"words": f"{day.month}月{day.day}日前退款"}
    assert "承诺的时间已经过了" in agent.post(address(complaint, "promise"), said).content.decode()
    assert complaint.promises.count() == 0


def test_what_a_pause_waits_for_and_until_when_stands_in_the_panel_and_in_the_story() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    agent.post(
        address(complaint, "pause"), {"reason": "awaiting_customer", "words": "等客户寄回旧水壶"}
    )
    shown = page(agent, complaint)

    assert (shown.count("<q>等客户寄回旧水壶</q>"), shown.count("最迟至")) == (2, 2)
