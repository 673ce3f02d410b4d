"""A promise is a clock with an owner; a word every day keeps the customer informed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import database_now
from zhuanji.complaints.heartbeats import heartbeat_words
from zhuanji.complaints.models import Complaint, Deadline, Promise
from zhuanji.complaints.queries.today import today_of
from zhuanji.correspondence.models import Message
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, Stale
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries import keep_playbook, playbook_in_use
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LETTER = "我们会在3个工作日内答复您。\n师傅明天上午上门维修。"


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def acknowledged() -> Complaint:
    complaint = cast.wang_complains(at=database_now(), owner=cast.lin())
    actions.acknowledge_due(at=database_now())
    complaint.refresh_from_db()
    return complaint


def write(client: Client, complaint: Complaint, **words: object) -> None:
    address = reverse("desk:complaint_write", args=[complaint.number, "reply"])
    client.post(address, {"body": LETTER, "token": "one", **words})


def test_what_a_letter_promises_is_offered_and_kept_where_it_is_ticked() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    offered = agent.post(
        reverse("desk:complaint_promised", args=[complaint.number]), {"body": LETTER}
    ).content.decode()
    assert offered.count('type="checkbox"') == 2

    write(agent, complaint, promise=["3个工作日内答复", "没有写过的承诺"])

    promise = Promise.objects.get()
    assert (promise.words, promise.owner, promise.deadline.kind, promise.deadline.term) == (
        "3个工作日内答复",
        cast.lin(),
        "promise",
        "3wd",
    )
    assert [one.pk for one in today_of(cast.lin().actor, at=database_now()).promises or []] == [
        promise.pk
    ]


def test_a_reply_taken_back_promised_nothing() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    write(agent, complaint, promise=["3个工作日内答复"])
    message = Message.objects.get(thread=complaint.thread, kind=Message.Kind.REPLY)

    agent.post(reverse("desk:complaint_withdraw", args=[complaint.number, message.pk]))

    assert Promise.objects.get().deadline.state == "lapsed"


def test_a_promise_is_kept_once_and_in_time_or_late() -> None:
    complaint, lin, now = acknowledged(), cast.lin().actor, database_now()
    soon, late = (
        actions.make_promise(
            by=lin, at=now, complaint=complaint, words=words, due_at=now + 2 * HOUR
        )
        for words in ("回电", "寄出")
    )
    actions.keep_promise(by=lin, at=now + HOUR, promise=soon)
    actions.keep_promise(by=lin, at=now + 3 * HOUR, promise=late)
    with pytest.raises(Stale):
        actions.keep_promise(by=lin, at=now + 3 * HOUR, promise=late)

    kept = Deadline.objects.filter(kind="promise").order_by("key")
    assert [row.met_at <= row.due_at for row in kept if row.met_at] == [True, False]
    kinds = Entry.objects.filter(about=complaint.about, kind__contains="promise")
    assert kinds.count() == 4


def test_a_promise_is_about_a_moment_to_come_and_says_something() -> None:
    complaint, lin, now = acknowledged(), cast.lin().actor, database_now()
    for words, due in (("", now + HOUR), ("回电", now - HOUR)):
        with pytest.raises(Invalid):
            actions.make_promise(by=lin, at=now, complaint=complaint, words=words, due_at=due)


def silent_for(hours: int) -> Complaint:
    """王建国 has heard nothing for so many hours, and nothing else of his is due."""
    complaint = acknowledged()
    complaint.deadlines.exclude(kind="heartbeat").update(
        state="met", met_at=complaint.received_at, next_at=None
    )
    since = database_now() - hours * HOUR
    complaint.deadlines.filter(kind="heartbeat").update(
        starts_at=since, due_at=since + 24 * HOUR, next_at=since + 24 * HOUR, step=1
    )
    return complaint


def said(complaint: Complaint) -> list[str]:
    letters = Message.objects.filter(thread=complaint.thread, kind=Message.Kind.REPLY)
    return list(letters.order_by("pk").values_list("body", flat=True))


def test_the_prepared_word_is_looked_at_and_sent_and_the_day_begins_anew() -> None:
    complaint, agent = silent_for(22), signed_in(cast.lin())
    (due,) = today_of(cast.lin().actor, at=database_now()).words or []
    assert due.complaint_id == complaint.pk
    address = reverse("desk:complaint_heartbeat", args=[complaint.number])
    assert complaint.number in agent.get(address).content.decode()

    agent.post(address, {"body": "仍在检测，明天给您结果。"})

    assert said(complaint) == ["仍在检测，明天给您结果。"]
    assert today_of(cast.lin().actor, at=database_now()).words == []


def test_a_playbook_may_send_the_word_by_itself() -> None:
    body = playbook_in_use().body
    automatic = body.heartbeat.model_copy(update={"automatic": True})
    keep_playbook(Playbook(0, body.model_copy(update={"heartbeat": automatic})))
    complaint = silent_for(25)

    while actions.fire_due_deadlines():
        pass

    (word,) = said(complaint)
    assert complaint.number in word
    row = complaint.deadlines.get(kind="heartbeat")
    assert (row.breached_at, row.due_at > database_now() + 23 * HOUR) == (None, True)


def test_the_word_names_number_owner_and_the_next_date() -> None:
    complaint = cast.wang_complains(owner=cast.lin())
    words = heartbeat_words(complaint, at=cast.MONDAY)
    assert all(part in words for part in (complaint.number, "林小雨", "2026-03-03 09:30"))


def test_a_promise_for_the_year_9999_is_refused_in_a_sentence() -> None:
    complaint = cast.wang_complains(owner=cast.lin())
    with pytest.raises(Invalid) as refusal:
        actions.make_promise(
            by=cast.lin().actor,
            at=cast.MONDAY,
            complaint=complaint,
            words="回电",
            due_at=datetime(9999, 12, 31, tzinfo=UTC),
        )
    assert list(refusal.value.problems) == ["due_at"]


def test_a_promise_recorded_wrongly_is_withdrawn_with_a_reason_by_those_it_concerns() -> None:
    complaint, lin, now = acknowledged(), cast.lin().actor, database_now()
    promise = actions.make_promise(
        by=lin, at=now, complaint=complaint, words="周五前退款", due_at=now + HOUR
    )
    with pytest.raises(Invalid):
        actions.withdraw_promise(by=lin, at=now, promise=promise, reason=" ")
    for other in (cast.he(), cast.jiang()):
        with pytest.raises(NotAllowed):
            actions.withdraw_promise(by=other.actor, at=now, promise=promise, reason="记错了")

    actions.withdraw_promise(by=cast.zhou().actor, at=now, promise=promise, reason="记错了")

    row = complaint.deadlines.get(kind="promise")
    assert (row.state, row.met_at, row.breached_at) == ("lapsed", None, None)
    assert today_of(lin, at=now).promises == []
    line = Entry.objects.get(about=complaint.about, kind="complaint.promise_withdrawn")
    assert line.details["reason"] == "记错了"
    with pytest.raises(Stale):
        actions.withdraw_promise(by=lin, at=now, promise=promise, reason="记错了")


def test_the_page_says_what_was_promised_and_withdraws_it() -> None:
    complaint, agent = acknowledged(), signed_in(cast.lin())
    noted = agent.post(
        reverse("desk:complaint_decide", args=[complaint.number, "promise"]),
        {"words": "我们会在3个工作日内答复您"},
        headers={"HX-Request": "true"},
    )
    promise = Promise.objects.select_related("deadline").get()
    toast = json.loads(noted.headers["HX-Trigger"])["toast"]["text"]
    due = timezone.localtime(promise.deadline.due_at)
    assert toast == f"已登记：我们会在3个工作日内答复您，应于 {due:%Y-%m-%d %H:%M} 前兑现"

    address = reverse("desk:promise_withdraw", args=[complaint.number, promise.pk])
    page = reverse("desk:complaint", args=[complaint.number])
    before = agent.get(page).content.decode()
    assert (address in before, "<q>我们会在3个工作日内答复您</q>" in before) == (True, True)
    assert agent.post(address, {"reason": ""}).status_code == 422
    agent.post(address, {"reason": "记错了"})
    after = agent.get(page).content.decode()
    assert (address in after, "撤销了承诺" in after, "记错了" in after) == (False, True, True)
