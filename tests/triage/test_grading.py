"""How likely a grade is, is said once people decided enough, and on how many cases that rests."""

from datetime import timedelta
from math import log

import numpy as np
import pytest

from tests import cast
from zhuanji.complaints.models import Complaint
from zhuanji.history.models import Entry
from zhuanji.triage.actions import assess_complaints
from zhuanji.triage.deciding import grade
from zhuanji.triage.learning.grading import learn_curve
from zhuanji.triage.models import Assessment, Confirmation, Learning
from zhuanji.triage.queries.grading import ENOUGH, curve_in_use, grades_decided
from zhuanji.triage.sweeps import sweep_grades

LATER = cast.MONDAY + timedelta(hours=1)


def people(
    count: int, edges: tuple[float, ...], spread: float, seed: int = 0
) -> list[tuple[float, str]]:
    """Scores, and the grades that people with these edges in mind would give."""
    chance = np.random.default_rng(seed)
    scores = np.round(chance.uniform(0, 100, count), 1)
    seen = scores + chance.normal(0, spread, count)
    return [
        (float(score), grade.ORDER[int(np.searchsorted(edges, one, side="right"))])
        for score, one in zip(scores, seen, strict=True)
    ]


def surprise(curve: grade.Curve, decided: list[tuple[float, str]]) -> float:
    return -sum(log(max(curve.shares(s)[label], 1e-9)) for s, label in decided) / len(decided)


def test_nothing_decided_leaves_the_assumption() -> None:
    learned = learn_curve([])

    assert (learned.edges, learned.spread, learned.cases) == (
        grade.ASSUMED.edges,
        grade.SPREAD,
        0,
    )


def test_few_decisions_move_the_edges_little_and_many_find_them() -> None:
    edges = (30.0, 55.0, 80.0)
    few = learn_curve(people(5, edges, 3.0))
    many = learn_curve(people(2000, edges, 3.0))

    assert max(abs(a - b) for a, b in zip(few.edges, grade.ASSUMED.edges, strict=True)) < 8
    assert max(abs(a - b) for a, b in zip(many.edges, edges, strict=True)) < 1
    assert (round(many.spread), many.cases) == (3, 2000)


def test_what_was_learned_surprises_less_on_decisions_it_has_not_seen() -> None:
    edges = (32.0, 50.0, 66.0)
    for seed in range(8):
        learned = learn_curve(people(60, edges, 9.0, seed))
        fresh = people(2000, edges, 9.0, seed + 100)

        assert surprise(learned, fresh) < surprise(grade.ASSUMED, fresh)


def test_where_people_grade_otherwise_than_the_rule_a_person_decides() -> None:
    parts = (grade.Part("harm", 29 / 35),)
    milder = grade.propose_grade(parts, curve=grade.Curve((35.0, 55.0, 75.0), 4.0, 60))

    assert grade.propose_grade(parts).abstained is False
    assert (milder.label, milder.abstained, milder.ranked[0][0]) == ("complex", True, "general")
    assert milder.facts == {"score": 29.0, "cases": 60}


def decided(count: int) -> None:
    """So many complaints, assessed, whose grade people decided."""
    cast.wang_complains(account="水壶漏水，要求退款")
    shared = Complaint.objects.get()
    rows = [
        Complaint(
            number=f"ZJ26-G{n:04d}-00000",
            channel=shared.channel,
            account=shared.account,
            received_at=shared.received_at,
            registered_at=shared.registered_at,
        )
        for n in range(count)
    ]
    made = Complaint.objects.bulk_create(rows)
    assess_complaints(at=cast.MONDAY)
    Confirmation.objects.bulk_create(
        Confirmation(complaint=one, head="grade", label="general", at=LATER) for one in made
    )


@pytest.mark.django_db
def test_enough_decisions_are_learned_from_once_and_told_with_their_number() -> None:
    decided(ENOUGH)

    assert [sweep_grades(at=LATER), sweep_grades(at=LATER + timedelta(hours=1))] == [1, 0]

    line = Entry.objects.get(about="model/grade")
    assert (line.kind, line.details) == ("model.grades_learned", {"cases": ENOUGH})
    Complaint.objects.update(to_assess=True)
    assess_complaints(at=LATER)
    facts = Assessment.objects.first().proposals["grade"]["facts"]  # type: ignore[union-attr]
    assert facts["cases"] == curve_in_use().cases == ENOUGH


@pytest.mark.django_db
def test_too_few_decisions_leave_the_rule_and_claim_nothing() -> None:
    decided(ENOUGH - 1)

    assert sweep_grades(at=LATER) == 0
    assert (Learning.objects.get().touched_at, curve_in_use()) == (LATER, grade.ASSUMED)


@pytest.mark.django_db
def test_a_grade_that_a_rule_demands_says_nothing_about_scores() -> None:
    decided(2)
    made = Assessment.objects.get(complaint=Confirmation.objects.earliest("pk").complaint)
    made.proposals["grade"]["facts"]["rule"] = "injury"
    made.save()

    assert len(grades_decided()) == 1
