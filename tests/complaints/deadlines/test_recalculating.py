"""Open complaints follow another calendar, another law, and another playbook where that is asked."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.deadlines.running import TOWARDS_THE_CUSTOMER
from zhuanji.complaints.models import Complaint, Deadline, Recalculation
from zhuanji.complaints.queries import recalculating
from zhuanji.complaints.sweeps import sweep_recalculations
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.kernel.errors import NotAllowed, Stale
from zhuanji.notices.models import Notice
from zhuanji.playbooks.actions import put_playbook_into_use
from zhuanji.playbooks.queries import forget_playbook
from zhuanji.playbooks.shipped import general
from zhuanji.working_hours.actions import add_own_days
from zhuanji.working_hours.queries import forget_calendar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = cast.MONDAY + timedelta(minutes=5)
Kind = Deadline.Kind


def due(complaint: Complaint, kind: Kind = Kind.FIRST_ANSWER) -> datetime:
    return complaint.deadlines.get(kind=kind).due_at


def sweep_all(at: datetime = LATER) -> None:
    while sweep_recalculations(at=at):
        pass


def received(grade: str = "complex") -> Complaint:
    complaint = cast.wang_complains(owner=cast.lin())
    return actions.arrange_complaint(
        by=cast.zhou().actor, at=cast.MONDAY, complaint=complaint, field="grade", value=grade
    )


def close_tuesday() -> None:
    tuesday = (cast.MONDAY + DAY).date()
    add_own_days(by=cast.ding().actor, at=LATER, first=tuesday, last=tuesday, hours="", name="盘点")
    forget_calendar()


def answer_sooner(term: str) -> None:
    """The playbook gives less time for the first answer of what is complex."""
    body = general().model_dump(mode="json")
    for row in body["deadlines"]:
        if row["key"] == "complex":
            row["first_answer"] = term
    put_playbook_into_use(
        by=cast.zhou().actor,
        at=LATER,
        body=type(general()).model_validate(body),
        reason="快一些",
    )
    forget_playbook()


def moved_lines(complaint: Complaint) -> list[dict[str, object]]:
    lines = Entry.objects.filter(about=complaint.about, kind="complaint.deadlines_moved")
    return [line.details for line in lines]


def test_a_day_closed_since_moves_what_counts_working_days_and_nothing_else() -> None:
    complaint = received()
    sweep_all()
    working, around_the_clock = due(complaint), due(complaint, Kind.HEARTBEAT)

    close_tuesday()
    sweep_all()

    assert (due(complaint), due(complaint, Kind.HEARTBEAT)) == (working + DAY, around_the_clock)
    (line,) = moved_lines(complaint)
    assert {one["kind"] for one in line["moved"]} >= {"first_answer"}  # type: ignore[attr-defined]
    assert first_broken_link() is None
    complaint.refresh_from_db()
    owed = complaint.deadlines.filter(state="running", kind__in=TOWARDS_THE_CUSTOMER)
    assert complaint.due_at == min(one.due_at for one in owed)


def test_where_nothing_changed_nothing_is_reckoned() -> None:
    complaint = received()
    sweep_all()
    sweep_all()
    assert Recalculation.objects.count() == 1
    assert moved_lines(complaint) == []


def test_a_notice_of_the_year_confirms_what_did_not_move() -> None:
    complaint = received()
    sweep_all()
    complaint.deadlines.update(confirmed=False)
    close_tuesday()
    sweep_all()
    assert set(complaint.deadlines.values_list("confirmed", flat=True)) == {True}


def test_another_law_is_another_reason_to_reckon(monkeypatch: pytest.MonkeyPatch) -> None:
    received()
    sweep_all()
    monkeypatch.setattr(recalculating, "duties_digest", lambda: "another")
    sweep_all()
    assert list(Recalculation.objects.order_by("pk").values_list("stamp", flat=True))[1:] == [
        "calendar 0 law another"
    ]


def test_open_complaints_keep_their_playbook_until_somebody_moves_them() -> None:
    complaint = received()
    before = due(complaint)
    answer_sooner("4wh")
    sweep_all()
    assert due(complaint) == before

    actions.move_open_to_playbook(by=cast.zhou().actor, at=LATER)
    sweep_all()

    complaint.refresh_from_db()
    assert complaint.playbook == 1
    assert due(complaint) < before
    assert complaint.deadlines.get(kind=Kind.FIRST_ANSWER).source == "playbook/1"
    (line,) = moved_lines(complaint)
    assert line["playbook"] == 1
    told = Notice.objects.get(user=cast.lin(), kind="deadline.moved")
    assert told.facts["number"] == complaint.number
    with pytest.raises(Stale):
        actions.move_open_to_playbook(by=cast.zhou().actor, at=LATER)


def test_who_may_not_write_the_playbook_moves_nothing() -> None:
    received()
    answer_sooner("4wh")
    with pytest.raises(NotAllowed):
        actions.move_open_to_playbook(by=cast.lin().actor, at=LATER)
    assert Recalculation.objects.count() == 0


def test_a_finished_complaint_stays_as_it_ended() -> None:
    complaint = received()
    actions.withdraw_complaint(
        by=cast.lin().actor, at=LATER, complaint=complaint, reason="客户不再追究"
    )
    before = list(complaint.deadlines.order_by("pk").values_list("due_at", "state"))
    close_tuesday()
    sweep_all()
    assert list(complaint.deadlines.order_by("pk").values_list("due_at", "state")) == before


def test_what_was_paused_keeps_the_time_it_rested() -> None:
    complaint = received()
    sweep_all()
    lin = cast.lin().actor
    actions.pause_complaint(
        by=lin, at=LATER, complaint=complaint, reason="awaiting_customer", words="等发票"
    )
    actions.resume_complaint(by=lin, at=LATER + 3 * DAY, complaint=complaint)
    rested = due(complaint)
    close_tuesday()
    sweep_all(at=LATER + 3 * DAY)
    assert due(complaint) == rested  # the closed day lies in the rest


def test_a_promise_stays_the_moment_that_was_promised() -> None:
    complaint = received()
    sweep_all()
    day = cast.MONDAY + 3 * DAY
    actions.make_promise(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, words="三天内答复", due_at=day
    )
    close_tuesday()
    sweep_all()
    assert due(complaint, Kind.PROMISE) == day


def test_an_escalation_that_was_taken_note_of_is_not_owed_again() -> None:
    complaint = received("major")
    escalation = complaint.escalations.get(to="legal")
    actions.acknowledge_escalation(by=cast.fang().actor, at=LATER, escalation=escalation)
    zhou = cast.zhou().actor
    actions.arrange_complaint(
        by=zhou, at=LATER, complaint=complaint, field="grade", value="emergency"
    )
    close_tuesday()
    sweep_all()
    assert complaint.deadlines.get(kind=Kind.ESCALATION).state == "met"


def test_a_reopened_complaint_is_resolved_from_when_it_was_reopened() -> None:
    """Another grade gives it another term, and not the day on which it was first received."""
    complaint = received("general")
    begins = cast.MONDAY + 40 * DAY
    complaint.deadlines.filter(kind=Kind.RESOLUTION).update(
        starts_at=begins, due_at=begins + DAY, next_at=None
    )
    actions.arrange_complaint(
        by=cast.zhou().actor, at=begins, complaint=complaint, field="grade", value="complex"
    )
    assert due(complaint, Kind.RESOLUTION) > begins + DAY


def test_a_pass_cut_off_goes_on_where_it_stood_and_counts_each_once() -> None:
    rows = [received(), received(), received()]
    sweep_all()
    close_tuesday()
    actions.begin_recalculation(at=LATER)
    assert actions.continue_recalculation(at=LATER, most=2) == 2
    assert actions.continue_recalculation(at=LATER, most=2) == 1
    assert [len(moved_lines(one)) for one in rows] == [1, 1, 1]
    newest = Recalculation.objects.order_by("-pk").first()
    assert newest is not None
    assert (newest.position, newest.rows, newest.moved) == (3, 3, 3)
    assert newest.ended_at == LATER


def test_a_batch_costs_the_same_whatever_its_size() -> None:
    def cost_of_closing(day: date) -> int:
        add_own_days(by=cast.ding().actor, at=LATER, first=day, last=day, hours="", name="团建")
        forget_calendar()
        actions.begin_recalculation(at=LATER)
        with CaptureQueriesContext(connection) as queries:
            actions.continue_recalculation(at=LATER)
        return len(queries)

    received()
    sweep_all()
    one = cost_of_closing(date(2026, 3, 3))
    received()
    received()
    assert cost_of_closing(date(2026, 3, 4)) == one
