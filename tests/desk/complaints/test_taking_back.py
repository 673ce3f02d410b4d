"""A reply waits a few seconds, in which its author may take it back; a refusal's letter is begun."""

from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cast import MONDAY, fang, he, lin, wang_complains
from zhuanji.complaints import actions
from zhuanji.complaints.actions.work import names_further_rights
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.queries import shown_to_complainant
from zhuanji.correspondence.actions import deliver_message
from zhuanji.correspondence.models import Draft, Message
from zhuanji.kernel.errors import NotAllowed, Stale
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
HOLD = timedelta(seconds=10)
PIECE = {"HX-Request": "true"}


def held_reply(complaint: Complaint) -> Message:
    return actions.reply_to_customer(
        by=lin().actor, at=MONDAY, complaint=complaint, body="正在核实", hold=HOLD
    )


def take_back(message: Message, complaint: Complaint, by: User, *, after: timedelta) -> Message:
    return actions.withdraw_reply(
        by=by.actor, at=MONDAY + after, complaint=complaint, message_id=message.pk
    )


def test_a_held_reply_is_delivered_after_its_time_only() -> None:
    message = held_reply(wang_complains())

    job = ProcrastinateJob.objects.get(args={"message_id": message.pk})

    assert job.scheduled_at == MONDAY + HOLD


def test_a_reply_taken_back_never_leaves_and_is_never_shown(
    mailoutbox: list[object],
) -> None:
    complaint = wang_complains()
    message = held_reply(complaint)

    take_back(message, complaint, lin(), after=timedelta(seconds=9))

    message.refresh_from_db()
    assert message.state == "withdrawn"
    assert deliver_message(message=message, at=MONDAY + HOLD) is False
    assert mailoutbox == []
    assert shown_to_complainant(complaint, at=MONDAY + timedelta(days=1)).messages == []


def test_the_customers_page_waits_as_well() -> None:
    complaint = wang_complains(customer={"name": "王建国", "phone": "13800138000"})
    message = held_reply(complaint)

    seen = [
        shown_to_complainant(complaint, at=MONDAY + after).messages
        for after in (timedelta(0), HOLD)
    ]

    assert seen == [[], [message]]


def test_what_has_left_or_is_a_colleagues_cannot_be_taken_back() -> None:
    complaint = wang_complains()
    message = held_reply(complaint)

    with pytest.raises(NotAllowed):
        take_back(message, complaint, he(), after=timedelta(0))
    with pytest.raises(Stale):
        take_back(message, complaint, lin(), after=HOLD)
    deliver_message(message=message, at=MONDAY)
    message.refresh_from_db()
    with pytest.raises(Stale):
        take_back(message, complaint, lin(), after=timedelta(0))
    assert message.state == "sent"


def test_on_the_desk_its_words_are_a_draft_again() -> None:
    complaint = wang_complains()
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(lin())
    here = f"/desk/complaints/{complaint.number}/"

    sent = client.post(f"{here}write/reply/", {"body": "正在核实"}, headers=PIECE)
    undo = f"{here}withdraw/{Message.objects.get(kind='reply').pk}/"
    taken = client.post(undo, headers=PIECE)

    assert undo in sent.headers["HX-Trigger"]
    assert "reply-withdrawn" in taken.headers["HX-Trigger"]
    assert Draft.objects.get(user=lin(), kind="reply").body == "正在核实"
    assert client.post(undo, headers=PIECE).status_code == 409


def test_a_refusal_begins_with_its_letter_which_names_the_further_rights() -> None:
    complaint = wang_complains(owner=lin())
    actions.acknowledge_due(at=MONDAY)
    judgement = actions.judge_complaint(
        by=lin().actor,
        at=MONDAY,
        complaint=complaint,
        verdict=Verdict.NOT_UPHELD,
        reason=Judgement.Reason.WITHIN_RULES,
        explanation="符合约定",
    )
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(lin())
    here = f"/desk/complaints/{complaint.number}/"
    before = client.get(here).content.decode()

    actions.confirm_refusal(by=fang().actor, at=MONDAY, judgement=judgement)

    after = client.get(here).content.decode()
    letter = after.partition("data-prefilled")[2].partition(">")[2].partition("</textarea>")[0]
    assert "data-prefilled" not in before
    assert "符合约定" in letter
    assert names_further_rights(letter)
