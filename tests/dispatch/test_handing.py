"""Hand-overs counted and stopped, partiality, absence."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import (
    MONDAY,
    chen,
    department,
    ding,
    fang,
    he,
    lin,
    logistics,
    wang_complains,
    zhou,
)
from zhuanji.complaints import actions
from zhuanji.complaints.actions import HandedTooOften, NotImpartial
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import Partial
from zhuanji.complaints.queries import get_complaint, visible_to
from zhuanji.dispatch.actions import (
    assign_complaint,
    distribute,
    end_absence,
    enter_absence,
    hand_over_absent,
    recuse,
)
from zhuanji.dispatch.models import Absence
from zhuanji.dispatch.queries import handed_in
from zhuanji.dispatch.queries.planning import Stays
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound, Stale
from zhuanji.notices.models import Notice
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = MONDAY + timedelta(hours=1)


def given(complaint: Complaint, *people: User) -> Complaint:
    for person in people:
        actions.arrange_complaint(
            by=zhou().actor, at=LATER, complaint=complaint, field="owner", value=str(person.pk)
        )
    complaint.refresh_from_db()
    return complaint


def counted(complaint: Complaint) -> tuple[int, int]:
    return complaint.handovers, complaint.returns


def test_going_to_and_fro_is_counted() -> None:
    complaint = wang_complains(owner=lin())

    assert counted(given(complaint, he())) == (1, 0)
    assert counted(given(complaint, lin())) == (2, 1)
    assert complaint.trail == [f"owner:{one.pk}" for one in (lin(), he(), lin())]


def test_being_given_it_first_and_by_the_same_again_is_no_hand_over() -> None:
    assert counted(given(wang_complains(), lin(), lin())) == (0, 0)


def test_departments_count_with_people_and_putting_it_down_between_hides_nothing() -> None:
    complaint = wang_complains(owner=lin(), place=department())
    for field, value in (
        ("owner", ""),
        ("owner", str(he().pk)),
        ("department", str(logistics().pk)),
    ):
        actions.arrange_complaint(
            by=zhou().actor, at=LATER, complaint=complaint, field=field, value=value
        )
    complaint.refresh_from_db()

    assert counted(complaint) == (2, 0)


def test_at_the_limit_a_team_leader_decides_for_good() -> None:
    complaint = given(wang_complains(owner=lin()), he(), lin(), he())

    with pytest.raises(HandedTooOften, match="3"):
        given(complaint, lin())
    kept = actions.decide_keeper(
        by=zhou().actor, at=LATER, complaint=complaint, person=lin().pk, reason="她先接的"
    )
    assert (kept.owner_id, counted(kept)) == (lin().pk, (3, 2))
    with pytest.raises(HandedTooOften):
        given(complaint, he())


def test_only_whoever_assigns_decides_and_says_why() -> None:
    complaint = wang_complains(owner=lin())

    with pytest.raises(NotAllowed):
        actions.decide_keeper(
            by=lin().actor, at=LATER, complaint=complaint, person=he().pk, reason="忙"
        )
    with pytest.raises(Invalid):
        actions.decide_keeper(
            by=zhou().actor, at=LATER, complaint=complaint, person=he().pk, reason=" "
        )
    with pytest.raises(Invalid):
        actions.decide_keeper(
            by=zhou().actor, at=LATER, complaint=complaint, person=fang().pk, reason="法务来办"
        )


def test_in_bulk_what_is_stuck_stays_and_undoing_takes_the_count_back() -> None:
    stuck, free = given(wang_complains(owner=lin()), he(), lin(), he()), wang_complains(owner=he())
    seen = {stuck.pk: str(he().pk), free.pk: str(he().pk)}
    outcome = actions.change_many(by=zhou(), at=LATER, what="owner", value=str(lin().pk), seen=seen)
    free.refresh_from_db()

    assert [c.pk for c in outcome.plan.changed] == [free.pk]
    assert counted(free) == (1, 0)
    assert outcome.change is not None
    actions.undo_change(by=zhou(), at=LATER, change=outcome.change)
    free.refresh_from_db()
    assert (counted(free), free.owner_id) == ((0, 0), he().pk)


def test_whoever_is_not_impartial_loses_it_for_good_but_still_sees_it() -> None:
    he()
    complaint = wang_complains(owner=lin())
    now = recuse(
        by=lin().actor, at=LATER, complaint=complaint, person=lin().pk, reason="投诉人是我亲戚"
    )
    complaint.refresh_from_db()

    assert now is not None
    assert (complaint.owner, complaint.barred, counted(complaint)) == (he(), [lin().pk], (0, 0))
    assert get_complaint(complaint.number, actor=lin().actor) == complaint
    with pytest.raises(Partial):
        actions.start_handling(by=lin().actor, at=LATER, complaint=complaint)
    with pytest.raises(NotImpartial):
        given(complaint, lin())
    lines = Entry.objects.filter(about=complaint.about).order_by("-sequence")
    assert [line.kind for line in lines[:2]] == ["complaint.assigned", "complaint.stepped_back"]
    assert lines[0].details["cause"] == "conflict"


def test_whom_a_complaint_is_about_does_not_see_it() -> None:
    complaint, other = wang_complains(owner=he()), wang_complains()
    recuse(
        by=zhou().actor,
        at=LATER,
        complaint=complaint,
        person=lin().pk,
        reason="投诉的就是她",
        concerned=True,
    )

    with pytest.raises(NotFound):
        get_complaint(complaint.number, actor=lin().actor)
    assert list(visible_to(lin().actor)) == [other]


def test_of_others_only_whoever_assigns_says_so() -> None:
    complaint = wang_complains(owner=lin())
    with pytest.raises(NotAllowed):
        recuse(by=he().actor, at=LATER, complaint=complaint, person=lin().pk, reason="不公正")
    with pytest.raises(Invalid):
        recuse(by=lin().actor, at=LATER, complaint=complaint, person=lin().pk, reason="")


def absent(user: User, deputy: User | None = None, *, days: int = 3) -> Absence:
    return enter_absence(
        by=user.actor,
        at=MONDAY,
        user=user,
        begins_at=MONDAY + DAY,
        ends_at=MONDAY + (1 + days) * DAY,
        deputy=deputy,
        note="年假",
    )


def test_when_an_absence_begins_the_deputy_has_the_open_complaints_once() -> None:
    complaint, done = wang_complains(owner=lin()), wang_complains(owner=lin())
    actions.withdraw_complaint(by=lin().actor, at=MONDAY, complaint=done, reason="客户撤回")
    absence = absent(lin(), he())

    assert hand_over_absent(at=MONDAY) == 0
    assert [hand_over_absent(at=MONDAY + DAY) for _again in range(2)] == [1, 0]
    complaint.refresh_from_db()
    done.refresh_from_db()
    assert (complaint.owner, done.owner) == (he(), lin())
    assert handed_in([absence.pk]) == {absence.pk: [complaint.about]}
    assert counted(complaint) == (0, 0)
    assert list(Notice.objects.values_list("user", "kind")) == [(lin().pk, "absence-handed-over")]


def test_without_a_deputy_whoever_fits_best_has_them() -> None:
    lin(), he()
    complaint = wang_complains(owner=lin())
    absent(lin())
    hand_over_absent(at=MONDAY + DAY)
    complaint.refresh_from_db()

    assert complaint.owner == he()


def test_what_a_deputy_may_not_have_goes_to_others_and_what_nobody_may_stays() -> None:
    about_him, free = wang_complains(owner=lin()), wang_complains(owner=lin())
    recuse(by=zhou().actor, at=MONDAY, complaint=about_him, person=he().pk, reason="亲戚")
    absent(lin(), he())
    hand_over_absent(at=MONDAY + DAY)

    owners = dict(Complaint.objects.values_list("pk", "owner__username"))
    assert owners == {about_him.pk: "lin", free.pk: "he"}
    assert set(Notice.objects.values_list("user__username", "kind")) == {
        ("lin", "absence-handed-over"),
        ("zhou", "absence-left"),
    }


def test_nothing_is_taken_back_when_somebody_returns_earlier() -> None:
    complaint = wang_complains(owner=lin())
    absence = absent(lin(), he())
    hand_over_absent(at=MONDAY + DAY)
    end_absence(by=lin().actor, at=MONDAY + 2 * DAY, absence=absence)
    complaint.refresh_from_db()

    assert complaint.owner == he()
    with pytest.raises(Stale):
        end_absence(by=lin().actor, at=MONDAY + 2 * DAY, absence=absence)


@pytest.mark.parametrize(
    ("begins", "ends", "field"), [(2, 1, "ends"), (-3, -1, "ends"), (1, 400, "ends"), (1, 2, "")]
)
def test_a_time_that_makes_no_sense_is_refused(begins: int, ends: int, field: str) -> None:
    wanted: Any = {"begins_at": MONDAY + begins * DAY, "ends_at": MONDAY + ends * DAY}
    if not field:
        enter_absence(by=lin().actor, at=MONDAY, user=lin(), **wanted)
        return
    with pytest.raises(Invalid) as refused:
        enter_absence(by=lin().actor, at=MONDAY, user=lin(), **wanted)
    assert set(refused.value.problems) == {field}


def test_two_absences_at_one_time_and_a_deputy_who_is_away_are_refused() -> None:
    absent(lin())

    with pytest.raises(Invalid, match=r"already|已"):
        absent(lin())
    with pytest.raises(Invalid, match=r"away|请假"):
        absent(he(), lin())
    with pytest.raises(Invalid):
        absent(he(), fang())


def test_everybody_enters_their_own_absence_and_leaders_anybodys() -> None:
    wanted: Any = {"begins_at": MONDAY + DAY, "ends_at": MONDAY + 2 * DAY}
    with pytest.raises(NotAllowed):
        enter_absence(by=he().actor, at=MONDAY, user=lin(), **wanted)
    for by, user in ((zhou(), lin()), (ding(), he()), (chen(), chen())):
        enter_absence(by=by.actor, at=MONDAY, user=user, **wanted)


def test_distributing_gives_each_its_reasons_and_names_what_stays() -> None:
    lin(), he()
    stuck = given(wang_complains(owner=lin()), he(), lin(), he())
    free = [wang_complains(customer={"name": ""}) for _number in range(2)]
    plan = distribute(by=zhou().actor, at=LATER, ids=[stuck.pk, *(c.pk for c in free)])

    owners = {c.owner_id for c in Complaint.objects.filter(pk__in=plan.chosen)}
    assert set(plan.chosen) == {c.pk for c in free}
    assert owners <= {lin().pk, he().pk}
    assert {why: [c.pk for c in rows] for why, rows in plan.stays.items()} == {
        Stays.TOO_OFTEN: [stuck.pk]
    }
    lines = Entry.objects.filter(kind="complaint.assigned", details__has_key="why")
    assert lines.count() == 2


def test_assigning_by_hand_and_by_rule() -> None:
    lin(), he()
    complaint = wang_complains(owner=lin())
    with pytest.raises(NotAllowed):
        assign_complaint(by=he().actor, at=LATER, complaint=complaint)
    chosen = assign_complaint(by=zhou().actor, at=LATER, complaint=complaint, person=he().pk)
    complaint.refresh_from_db()

    assert (complaint.owner, chosen.why["of"]) == (he(), 2)
    with pytest.raises(Invalid):
        assign_complaint(by=zhou().actor, at=LATER, complaint=complaint, person=fang().pk)
