"""How the deadlines of one complaint run, rest, move and end."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation, Pause, Verdict
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, Stale
from zhuanji.notices.models import Notice
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries import keep_playbook, playbook_in_use

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Kind = Deadline.Kind
WAITING = {"reason": "awaiting_customer", "words": "等客户补发票照片"}


def states(complaint: Complaint) -> dict[str, str]:
    return dict(complaint.deadlines.values_list("kind", "state"))


def due(complaint: Complaint, kind: Kind = Kind.RESOLUTION) -> datetime:
    return complaint.deadlines.get(kind=kind).due_at


def acknowledged() -> Complaint:
    complaint = cast.wang_complains(owner=cast.lin())
    actions.acknowledge_due(at=cast.MONDAY)
    complaint.refresh_from_db()
    return complaint


def test_a_pause_moves_what_it_rests_by_the_time_it_lasted() -> None:
    complaint, lin = acknowledged(), cast.lin().actor
    before = due(complaint)

    actions.pause_complaint(by=lin, at=cast.MONDAY + HOUR, complaint=complaint, **WAITING)
    complaint.refresh_from_db()
    assert (complaint.waits_for, states(complaint)["resolution"]) == ("awaiting_customer", "paused")
    actions.resume_complaint(by=lin, at=cast.MONDAY + 6 * HOUR, complaint=complaint)

    complaint.refresh_from_db()
    assert (complaint.waits_for, states(complaint)["resolution"]) == ("", "running")
    assert due(complaint) == before + 5 * HOUR
    pause = Pause.objects.get()
    assert (pause.started_at, pause.ended_at) == (cast.MONDAY + HOUR, cast.MONDAY + 6 * HOUR)
    moved = Entry.objects.get(about=complaint.about, kind="complaint.resumed").details["moved"]
    assert {"resolution"} <= {one["kind"] for one in moved}


def test_the_clock_runs_on_when_the_customer_writes() -> None:
    complaint = acknowledged()
    actions.pause_complaint(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, **WAITING)

    actions.add_customer_message(
        by=cast.as_complainant(complaint),
        at=cast.MONDAY + 2 * HOUR,
        complaint=complaint,
        body="发票照片在这里",
    )

    complaint.refresh_from_db()
    assert complaint.waits_for == ""
    assert states(complaint)["resolution"] == "running"


def test_a_pause_has_a_reason_of_the_playbook_a_word_and_no_second_one() -> None:
    complaint, lin = acknowledged(), cast.lin().actor
    with pytest.raises(Invalid):
        actions.pause_complaint(
            by=lin, at=cast.MONDAY, complaint=complaint, reason="too_busy", words="忙"
        )
    with pytest.raises(Invalid):
        actions.pause_complaint(
            by=lin, at=cast.MONDAY, complaint=complaint, reason="awaiting_customer", words=" "
        )
    with pytest.raises(NotAllowed):
        actions.pause_complaint(
            by=cast.jiang().actor, at=cast.MONDAY, complaint=complaint, **WAITING
        )
    actions.pause_complaint(by=lin, at=cast.MONDAY, complaint=complaint, **WAITING)
    with pytest.raises(Stale):
        actions.pause_complaint(by=lin, at=cast.MONDAY, complaint=complaint, **WAITING)
    assert Pause.objects.count() == 1


def test_a_pause_ends_by_itself_when_it_lasted_as_long_as_it_may() -> None:
    complaint = acknowledged()
    pause = actions.pause_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, **WAITING
    )
    assert pause.until is not None

    assert actions.end_pauses_due(at=pause.until - HOUR) == 0
    assert actions.end_pauses_due(at=pause.until) == 1

    complaint.refresh_from_db()
    assert (complaint.waits_for, states(complaint)["resolution"]) == ("", "running")


def test_a_reason_that_names_no_kinds_is_for_every_deadline() -> None:
    body = playbook_in_use().body
    rule = next(one for one in body.pauses if one.key == "force_majeure")
    everything = rule.model_copy(update={"kinds": frozenset()})
    keep_playbook(Playbook(0, body.model_copy(update={"pauses": (everything,)})))
    complaint = acknowledged()

    actions.pause_complaint(
        by=cast.lin().actor,
        at=cast.MONDAY,
        complaint=complaint,
        reason="force_majeure",
        words="台风停运",
    )

    assert states(complaint) == {
        "acknowledgement": "met",
        "first_answer": "paused",
        "resolution": "paused",
        "heartbeat": "paused",
    }


def test_what_is_late_already_does_not_rest() -> None:
    complaint = acknowledged()
    actions.pause_complaint(
        by=cast.lin().actor, at=cast.MONDAY + 25 * HOUR, complaint=complaint, **WAITING
    )
    assert states(complaint)["resolution"] == "running"


def test_another_grade_moves_its_deadlines_and_the_story_tells_old_and_new() -> None:
    complaint = acknowledged()
    before = due(complaint)

    actions.arrange_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, field="grade", value="complex"
    )

    after = due(complaint)
    line = Entry.objects.get(about=complaint.about, kind="complaint.classified")
    moved = {one["kind"]: (one["before"], one["after"]) for one in line.details["moved"]}
    assert after > before
    assert moved["resolution"] == (before.isoformat(), after.isoformat())


def test_a_major_complaint_is_put_before_legal_counsel_at_once_and_must_be_escalated() -> None:
    fang = cast.fang()
    complaint = acknowledged()
    actions.arrange_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, field="grade", value="major"
    )

    assert due(complaint, Kind.ESCALATION) == complaint.received_at + 48 * HOUR
    called = Escalation.objects.get(to="legal")
    assert Notice.objects.filter(user=fang, kind="complaint.escalated").count() == 1
    actions.acknowledge_escalation(by=fang.actor, at=cast.MONDAY + HOUR, escalation=called)
    assert states(complaint)["escalation"] == "met"

    with pytest.raises(Stale):
        actions.acknowledge_escalation(by=fang.actor, at=cast.MONDAY, escalation=called)


def test_only_those_before_whom_it_was_put_take_note() -> None:
    complaint = acknowledged()
    row = actions.escalate_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, to="legal", words="客户要起诉"
    )
    cast.fang()
    for other in (cast.he(), cast.zhou(), cast.jiang()):
        with pytest.raises(NotAllowed):
            actions.acknowledge_escalation(by=other.actor, at=cast.MONDAY, escalation=row)
    with pytest.raises(Stale):
        actions.escalate_complaint(
            by=cast.he().actor, at=cast.MONDAY, complaint=complaint, to="legal", words="再问一次"
        )
    with pytest.raises(Invalid):
        actions.escalate_complaint(
            by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, to="auditor", words="看看"
        )


def test_what_ends_early_is_no_longer_owed_and_a_merge_undone_is_owed_again() -> None:
    complaint, other, zhou = acknowledged(), cast.wang_complains(), cast.zhou().actor
    before = due(complaint)
    actions.merge_complaint(by=zhou, at=cast.MONDAY + HOUR, complaint=complaint, into=other)
    assert states(complaint) == {
        "acknowledgement": "met",
        "first_answer": "lapsed",
        "resolution": "lapsed",
        "heartbeat": "lapsed",
    }

    actions.undo_merge(by=zhou, at=cast.MONDAY + 2 * HOUR, complaint=complaint)
    assert states(complaint) == {
        "acknowledgement": "met",
        "first_answer": "running",
        "resolution": "running",
        "heartbeat": "running",
    }
    complaint.refresh_from_db()
    assert (due(complaint), complaint.due_at) == (before, before)


def test_an_answer_too_late_is_a_delay_though_the_clock_slept() -> None:
    complaint, lin = acknowledged(), cast.lin().actor
    late = cast.MONDAY + 30 * HOUR
    actions.judge_complaint(
        by=lin,
        at=late,
        complaint=complaint,
        verdict=Verdict.UPHELD,
        reason="facts_confirmed",
        explanation="属实",
    )
    actions.answer_complaint(by=lin, at=late, complaint=complaint, body="已退款。")

    delay = Delay.objects.get(deadline__kind="first_answer")
    explained = actions.explain_delay(
        by=lin, at=late, delay=delay, cause="supplier", words="等检测报告"
    )
    assert (explained.cause, explained.explained_by) == ("supplier", lin.key)
    with pytest.raises(Invalid):
        actions.explain_delay(by=lin, at=late, delay=delay, cause="other", words="")


def test_what_we_say_to_the_customer_is_a_heartbeat() -> None:
    complaint, lin = acknowledged(), cast.lin().actor
    said = cast.MONDAY + 3 * HOUR
    actions.reply_to_customer(by=lin, at=said, complaint=complaint, body="正在检测，明天答复。")
    assert due(complaint, Kind.HEARTBEAT) == said + 24 * HOUR


def test_a_graver_customer_hears_from_us_as_often_as_the_grade_says_at_once() -> None:
    complaint = acknowledged()
    before = due(complaint, Kind.HEARTBEAT)
    actions.arrange_complaint(
        by=cast.zhou().actor, at=cast.MONDAY, complaint=complaint, field="grade", value="emergency"
    )
    assert due(complaint, Kind.HEARTBEAT) < before
