"""The clock acts on every step once, in order, by the database's time, whoever else is at work."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.actions.clock import database_now, fire_due_deadlines
from zhuanji.complaints.deadlines import BREACH
from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation, Firing
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.notices.models import Notice

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Kind = Deadline.Kind


def fire_all() -> int:
    fired = 0
    while found := fire_due_deadlines():
        fired += found
    return fired


def received(ago: timedelta) -> Complaint:
    """王建国 complained `ago` before the database's now, to 林小雨."""
    return cast.wang_complains(at=database_now() - ago, owner=cast.lin())


def only(complaint: Complaint, kind: Kind) -> Deadline:
    """Let every other deadline of it be met, so that one is left to look at."""
    complaint.deadlines.exclude(kind=kind).update(
        state="met", met_at=complaint.received_at, next_at=None
    )
    return complaint.deadlines.get(kind=kind)


def rungs_of(deadline: Deadline) -> list[str]:
    return list(deadline.firings.order_by("planned_at", "pk").values_list("rung", flat=True))


def test_a_deadline_to_come_waits_and_one_that_is_due_is_acted_on_once() -> None:
    due = only(received(23 * HOUR), Kind.RESOLUTION)
    calm = only(received(HOUR), Kind.RESOLUTION)

    assert fire_all() == len(rungs_of(due))
    assert fire_all() == 0

    calm.refresh_from_db()
    assert (rungs_of(calm), calm.breached_at) == ([], None)
    due.refresh_from_db()
    assert due.breached_at is None
    assert due.next_at == due.due_at


def test_what_passed_is_late_recorded_told_and_somebodys_delay() -> None:
    complaint = received(25 * HOUR)
    late = only(complaint, Kind.RESOLUTION)

    fire_all()

    late.refresh_from_db()
    assert late.breached_at == late.due_at
    delay = Delay.objects.get()
    assert (delay.deadline, delay.owner, delay.stage, delay.cause) == (
        late,
        cast.lin(),
        "received",
        "",
    )
    passed = Entry.objects.filter(about=complaint.about, kind="complaint.deadline_passed")
    assert [entry.details["deadline"] for entry in passed] == ["resolution"]
    alarms = Notice.objects.filter(user=cast.lin(), kind="deadline.passed")
    assert {notice.facts["number"] for notice in alarms} == {complaint.number}
    assert first_broken_link() is None


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_after_an_outage_every_step_is_made_up_for_in_the_order_it_was_due(limit: int) -> None:
    received_ago = (26, 30, 28)
    rows = [only(received(hours * HOUR), Kind.RESOLUTION) for hours in received_ago]

    batches = 0
    while fire_due_deadlines(limit=limit):
        batches += 1

    assert batches == 1 or limit <= len(rows)
    planned = list(Firing.objects.order_by("pk").values_list("planned_at", flat=True))
    assert planned == sorted(planned)
    assert len(planned) == len({(f.deadline_id, f.rung) for f in Firing.objects.all()})
    assert all(BREACH in rungs_of(row) for row in rows)


def test_a_ladder_calls_upon_those_it_names_who_say_that_they_took_note() -> None:
    zhou = cast.zhou()
    complaint = received(30 * HOUR)
    only(complaint, Kind.RESOLUTION)
    fire_all()

    called = Escalation.objects.filter(to="lead").first()
    assert called is not None
    assert (called.complaint, called.cause) == (complaint, "ladder")
    actions.acknowledge_escalation(by=zhou.actor, at=database_now(), escalation=called)

    called.refresh_from_db()
    assert called.acknowledged_by == zhou
    assert Entry.objects.filter(kind="complaint.escalation_acknowledged").count() == 1


def test_a_customer_who_hears_nothing_stays_late_and_their_owner_is_told_each_day() -> None:
    beat = only(received(30 * HOUR), Kind.HEARTBEAT)
    fire_all()

    beat.refresh_from_db()
    assert (beat.state, beat.breached_at) == ("running", beat.due_at)
    assert beat.next_at is not None
    assert beat.next_at > database_now()
    for day in ("=again1", "=again2"):
        Deadline.objects.filter(pk=beat.pk).update(next_at=database_now() - HOUR)
        assert fire_all() == 1
        assert rungs_of(beat)[-1] == day

    actions.send_heartbeat(
        by=cast.lin().actor,
        at=database_now(),
        complaint=beat.complaint,
        body="还在查，明天再告知您。",
    )
    beat.refresh_from_db()
    assert (beat.breached_at, beat.due_at > database_now()) == (None, True)


def test_a_batch_costs_the_same_whatever_its_size() -> None:
    def queries_for(many: int) -> int:
        for _ in range(many):
            only(received(25 * HOUR), Kind.RESOLUTION)
        Deadline.objects.filter(next_at__lte=database_now()).update(
            next_at=database_now() - HOUR, step=99
        )
        with connection.execute_wrapper(counting):
            counted.clear()
            fire_due_deadlines()
        return len(counted)

    counted: list[str] = []

    def counting(execute: object, sql: str, *more: object) -> object:
        counted.append(sql)
        return execute(sql, *more)  # type: ignore[operator]

    one, three = queries_for(1), queries_for(3)
    assert one == three


def test_no_clock_but_the_databases_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose clock is a year ahead makes nothing early, one a year behind nothing late."""
    calm, due = only(received(HOUR), Kind.RESOLUTION), only(received(25 * HOUR), Kind.RESOLUTION)
    for shift in (timedelta(days=365), timedelta(days=-365)):
        wrong = timezone.now() + shift
        monkeypatch.setattr(timezone, "now", lambda wrong=wrong: wrong)
        fire_all()

    assert (rungs_of(calm), BREACH in rungs_of(due)) == ([], True)


def test_what_was_late_before_we_had_it_alarms_nobody() -> None:
    long_ago = database_now() - timedelta(days=60)
    complaint = cast.wang_complains(received_at=long_ago, at=database_now())

    fire_all()

    assert Notice.objects.filter(kind="deadline.passed").count() == 0
    resolution = complaint.deadlines.get(kind=Kind.RESOLUTION)
    assert resolution.breached_at == resolution.due_at


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_leave_nothing_out_and_do_nothing_twice() -> None:
    rows = [only(received(25 * HOUR), Kind.RESOLUTION) for _ in range(40)]
    taken: list[int] = []

    def work() -> None:
        try:
            while found := fire_due_deadlines(limit=7):
                taken.append(found)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    taken.append(fire_all())

    fired = Firing.objects.count()
    assert sum(taken) == fired
    assert Firing.objects.filter(rung=BREACH, deadline__in=rows).count() == len(rows)
    assert Delay.objects.count() == len(rows)


def test_a_worker_that_dies_half_way_leaves_what_it_held_due() -> None:
    row = only(received(25 * HOUR), Kind.RESOLUTION)

    class Killed(Exception):
        pass

    def half_way() -> None:
        with transaction.atomic():
            fire_due_deadlines()
            raise Killed

    with pytest.raises(Killed):
        half_way()
    assert rungs_of(row) == []

    fire_all()
    assert rungs_of(row).count(BREACH) == 1


def test_of_customers_who_wait_for_a_word_an_owner_hears_once_a_day() -> None:
    for _ in range(3):
        only(received(30 * HOUR), Kind.HEARTBEAT)

    fire_all()

    told = Notice.objects.filter(user=cast.lin())
    assert [(one.kind, one.level) for one in told] == [("deadline.passed", "warn")]
    assert Escalation.objects.count() == 0
