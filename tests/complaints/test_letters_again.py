"""Letters go out once, and again when somebody asks for it after a failure."""

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.stages import IllegalMove, Stage
from zhuanji.correspondence.models import Message
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import NotFound, Stale

pytestmark = pytest.mark.django_db


def test_a_reply_sent_twice_with_one_key_is_one_letter() -> None:
    complaint, lin = cast.wang_complains(), cast.lin().actor

    sent = [
        actions.reply_to_customer(
            by=lin, at=cast.MONDAY, complaint=complaint, body="正在核实", source_key="desk:1"
        )
        for _ in range(2)
    ]

    assert sent[0] == sent[1]
    assert Entry.objects.filter(about=complaint.about, kind="complaint.replied").count() == 1


def test_a_failed_letter_is_queued_again_and_history_says_so() -> None:
    complaint, lin = cast.wang_complains(), cast.lin().actor
    message = actions.reply_to_customer(
        by=lin, at=cast.MONDAY, complaint=complaint, body="正在核实"
    )
    Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED, attempts=12)

    actions.resend_message(by=lin, at=cast.MONDAY, complaint=complaint, message_id=message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.QUEUED, 0)
    assert Entry.objects.filter(about=complaint.about).latest("sequence").kind == (
        "complaint.message_resent"
    )
    with pytest.raises(Stale):
        actions.resend_message(by=lin, at=cast.MONDAY, complaint=complaint, message_id=message.pk)


def test_a_letter_of_another_complaint_cannot_be_sent_from_here() -> None:
    here, there, lin = cast.wang_complains(), cast.wang_complains(), cast.lin().actor
    message = actions.reply_to_customer(by=lin, at=cast.MONDAY, complaint=there, body="正在核实")

    with pytest.raises(NotFound):
        actions.resend_message(by=lin, at=cast.MONDAY, complaint=here, message_id=message.pk)


def test_whoever_acknowledges_by_hand_becomes_the_owner_and_does_so_once() -> None:
    complaint, lin = cast.wang_complains(), cast.lin()

    done = actions.acknowledge_complaint(by=lin.actor, at=cast.MONDAY, complaint=complaint)

    assert (done.stage, done.owner, done.acknowledgement_due) == (Stage.ACKNOWLEDGED, lin, False)
    assert Message.objects.get().to == "wang@example.com"
    with pytest.raises(IllegalMove):
        actions.acknowledge_complaint(by=lin.actor, at=cast.MONDAY, complaint=complaint)
