"""Everybody is told each thing once, whoever says it how often."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import MONDAY, as_complainant, chen, ding, he, lin, wang_complains, zhou
from tests.notices.tellings import tell
from zhuanji.complaints.queries.told_inside import told_inside
from zhuanji.history.actions import record
from zhuanji.history.models import Entry
from zhuanji.notices.actions import (
    forget_notices,
    gather_changes,
    mark_all_seen,
    mark_seen,
    notify_many,
    ring_bells,
)
from zhuanji.notices.models import Notice
from zhuanji.notices.told import Level, Told, moment, said, word

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def told(key: str, *people: int, title: str = "Overdue") -> Told:
    return Told(
        people, kind="deadline-due", about="complaint/7", title=title, link="/desk/", key=key
    )


def test_each_of_them_is_told_once() -> None:
    again = [tell(lin(), zhou()), tell(lin(), zhou()), tell(lin(), he())]

    assert again == [2, 0, 1]
    assert sorted(Notice.objects.values_list("user__username", "key")) == [
        ("he", "deadline/1"),
        ("lin", "deadline/1"),
        ("zhou", "deadline/1"),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(st.integers(0, 2), max_size=6)),
        max_size=8,
    )
)
def test_the_same_key_twice_is_one_notice(tellings: list[tuple[str, list[int]]]) -> None:
    people = [lin().pk, zhou().pk, he().pk]
    Notice.objects.all().delete()

    made = notify_many(
        [told(key, *(people[n] for n in chosen)) for key, chosen in tellings], at=MONDAY
    )

    wanted = {(people[n], key) for key, chosen in tellings for n in chosen}
    assert (made, set(Notice.objects.values_list("user_id", "key"))) == (len(wanted), wanted)


def test_whoever_no_longer_works_here_is_told_nothing() -> None:
    gone = he()
    gone.is_active = False
    gone.save()

    assert tell(gone, lin()) == 1
    assert notify_many([told("x", 10**17)], at=MONDAY) == 0


def test_a_thousand_are_told_by_one_statement() -> None:
    people = [lin().pk, zhou().pk, chen().pk]

    with CaptureQueriesContext(connection) as asked:
        made = notify_many([told(f"deadline/{n}", *people) for n in range(1000)], at=MONDAY)

    assert (made, len(asked)) == (3000, 1)


def test_what_is_too_long_is_cut_and_fails_nobody() -> None:
    notify_many([told("k" * 500, lin().pk, title="很" * 5000)], at=MONDAY)

    found = Notice.objects.get()
    assert (len(found.key), len(found.title), found.complaint) == (120, 300, 7)


def test_about_what_it_is_only_complaints_are_numbers() -> None:
    tell(lin(), key="1", about="customer/7")
    tell(lin(), key="2", about="complaint/seven")

    assert list(Notice.objects.values_list("complaint", flat=True)) == [None, None]


def test_every_reader_reads_it_in_their_own_language() -> None:
    facts = {"left": 3, "due": moment(MONDAY), "grade": word("Alarm")}
    sentence = "%(left)s h until %(due)s, %(grade)s"

    with override("en"):
        assert said(sentence, facts) == "3 h until 2026-03-02 09:30, Alarm"
    with override("zh-hans"):
        assert said(sentence, facts) == "3 h until 2026-03-02 09:30, 警报"


def test_a_sentence_without_its_facts_stays_readable() -> None:
    sentences = ["%(number)s is due", "100 % of it", "%(number)d"]

    assert [said(one, {"number": "x"} if "d" in one[-1] else {}) for one in sentences] == sentences


def test_what_was_seen_is_seen_once_and_by_its_reader_only() -> None:
    tell(lin(), zhou())
    mine = Notice.objects.get(user=lin())

    marks = [mark_seen(by=person, at=LATER, notice=mine) for person in (zhou(), lin(), lin())]

    assert marks == [False, True, False]
    assert list(Notice.objects.order_by("user_id").values_list("user__username", "seen_at")) == [
        ("lin", LATER),
        ("zhou", None),
    ]


def test_what_came_after_the_page_was_read_stays_unseen() -> None:
    tell(lin(), key="1")
    shown = Notice.objects.get()
    tell(lin(), zhou(), key="2")

    assert mark_all_seen(by=lin(), at=LATER, until=shown.pk) == 1
    assert mark_all_seen(by=lin(), at=LATER) == 1
    assert Notice.objects.filter(seen_at=None).get().user == zhou()


def test_a_bell_rings_once_and_again_when_it_falls_silent() -> None:
    tell(lin(), ding())
    tell(lin(), key="2", level=Level.ALARM)
    rung = [ring_bells(at=MONDAY), ring_bells(at=MONDAY)]
    mark_all_seen(by=lin(), at=LATER)

    assert [*rung, ring_bells(at=LATER)] == [3, 0, 2]


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once() -> None:
    people = [person().pk for person in (lin, zhou, he, chen)]
    keys = [f"deadline/{n}" for n in range(50)]
    made: list[int] = []

    def tell_all(order: list[str]) -> None:
        made.append(notify_many([told(key, *people) for key in order], at=MONDAY))
        connection.close()

    threads = [threading.Thread(target=tell_all, args=(order,)) for order in (keys, keys[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(made), sum(made), Notice.objects.count()) == (2, 200, 200)


def test_what_was_told_half_a_year_ago_is_forgotten() -> None:
    tell(lin(), key="old")
    tell(lin(), key="new", at=MONDAY + timedelta(days=181))

    forgotten = [forget_notices(at=MONDAY + timedelta(days=182)) for _ in range(2)]

    assert (forgotten, Notice.objects.get().key) == ([1, 0], "new")


def test_an_owner_is_told_what_others_did_and_nothing_else() -> None:
    complaint = wang_complains(owner=lin())
    gather_changes(at=MONDAY, whom_to_tell=told_inside)
    mine = complaint.about
    for number, (kind, by) in enumerate(
        [
            ("complaint.customer_wrote", as_complainant(complaint)),
            ("complaint.assigned", zhou().actor),
            ("complaint.reopened", lin().actor),
            ("complaint.noted", zhou().actor),
        ]
    ):
        record(kind=kind, about=mine, by=by, at=MONDAY + timedelta(minutes=number))
    unowned = wang_complains()
    record(kind="complaint.customer_wrote", about=unowned.about, by=zhou().actor, at=LATER)

    lines = list(Entry.objects.order_by("pk"))
    reads = [notify_many(told_inside(lines), at=LATER) for _ in range(2)]

    assert reads == [2, 0]
    assert [(n.kind, n.link) for n in Notice.objects.order_by("key")] == [
        ("complaint-customer_wrote", f"/desk/complaints/{complaint.number}/"),
        ("complaint-assigned", f"/desk/complaints/{complaint.number}/"),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_history_is_read_once() -> None:
    complaint = wang_complains(owner=lin())
    reads = [gather_changes(at=MONDAY, whom_to_tell=told_inside)]
    record_in_its_own(complaint.about)

    reads += [gather_changes(at=LATER, whom_to_tell=told_inside) for _ in range(2)]

    assert reads == [0, 1, 0]
    assert Notice.objects.get().user == lin()


def record_in_its_own(about: str) -> None:
    with transaction.atomic():
        record(kind="complaint.reopened", about=about, by=zhou().actor, at=MONDAY)
