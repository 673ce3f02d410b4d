"""Two people at once, and every order of what may happen: a task is decided once, and never in a circle."""

import itertools
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.complaints.tasks.asking import ask, handed_in, hers
from zhuanji.complaints import actions
from zhuanji.complaints.models import Proof, Task
from zhuanji.complaints.tasking import circle_from
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import DomainError

MONDAY = cast.MONDAY


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do them at the same time; return the refusals."""
    barrier, refused = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            deed()
        except DomainError as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_does() -> None:
    task = handed_in(ask(hers())[0])
    lin, zhou = cast.lin().actor, cast.zhou().actor

    refused = at_once(
        lambda: actions.accept_task(by=lin, at=MONDAY, task=task),
        lambda: actions.accept_task(by=zhou, at=MONDAY, task=task),
    )

    assert refused == ["Stale"]
    assert Task.objects.get().state == "accepted"
    assert Proof.objects.get().state == "accepted"
    assert Entry.objects.filter(kind="complaint.task_accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_has_it() -> None:
    (task,) = ask(hers())
    sun = cast.person("sun", "孙悦", cast.chen().role, cast.department()).actor  # type: ignore[arg-type]
    chen = cast.chen().actor

    refused = at_once(
        lambda: actions.take_task(by=chen, at=MONDAY, task=task),
        lambda: actions.take_task(by=sun, at=MONDAY, task=task),
    )

    assert refused == ["Stale"]
    assert Task.objects.get().state == "taken"


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_new_task_do_not_pass_each_other() -> None:
    complaint, lin = hers(), cast.lin().actor
    actions.acknowledge_due(at=MONDAY)
    judged = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "属实"}
    actions.judge_complaint(by=lin, at=MONDAY, complaint=complaint, **judged)  # type: ignore[arg-type]
    actions.answer_complaint(by=lin, at=MONDAY, complaint=complaint, body="为您退款。")

    refused = at_once(
        lambda: actions.close_complaint(
            by=lin, at=MONDAY + timedelta(hours=1), complaint=complaint
        ),
        lambda: ask(complaint),
    )

    complaint.refresh_from_db()
    assert refused in (["TasksOpen"], ["ComplaintFinished"])
    assert (complaint.stage == "closed") is (Task.objects.count() == 0)


@given(st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7), max_size=4), max_size=8))
def test_a_circle_is_found_where_there_is_one_and_is_a_way_along_the_waits(
    waits: dict[int, set[int]],
) -> None:
    way = circle_from(0, waits)

    reached, ahead = set(), [0]
    while ahead:
        for after in waits.get(ahead.pop(), ()):
            if after not in reached:
                reached.add(after)
                ahead.append(after)
    assert bool(way) is (0 in reached)
    assert all(after in waits[before] for before, after in itertools.pairwise(way))
    assert way == [] or (way[0], way[-1]) == (0, 0)
