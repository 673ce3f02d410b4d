"""Who fits complaints best, with reasons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.effort import effort_of
from zhuanji.complaints.models import Complaint
from zhuanji.dispatch.choosing import Choice, choose
from zhuanji.dispatch.explaining import explained, why
from zhuanji.dispatch.forbidding import Never, why_never
from zhuanji.dispatch.people import Case, Person
from zhuanji.dispatch.queries.cases import cases_of, named_in
from zhuanji.dispatch.queries.knowing import known_people
from zhuanji.dispatch.weighing import Weighing
from zhuanji.playbooks.queries import playbook_in_use

BEST = 3


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may have it, and why they are (or are not) the best."""

    person: int
    name: str
    cost: float
    why: Mapping[str, Any] = field(default_factory=dict)


def choose_owners(complaints: Sequence[Complaint], at: datetime) -> dict[int, Chosen]:
    """Say whose each complaint becomes, so that all together are served best; nobody is absent.

    Constant in questions. The port of complaints.actions.acknowledge_due.
    """
    if not complaints:
        return {}
    return chosen_by(weighed(complaints, at=at))


def chosen_by(choice: Choice) -> dict[int, Chosen]:
    reasons = explained(choice)
    return {pk: Chosen(person, reasons[pk]) for pk, person in choice.people.items()}


def weighed(
    complaints: Sequence[Complaint], *, at: datetime, without: frozenset[int] = frozenset()
) -> Choice:
    """Weigh them all as if nobody had them yet; nobody of `without` is given any."""
    cases, people = _known(complaints, at=at)
    held = _held(complaints)
    kept = [
        replace(one, load=max(one.load - held.get(one.pk, 0.0), 0.0))
        for one in people
        if one.pk not in without
    ]
    return choose(cases, kept, playbook_in_use().dispatch)


def _held(complaints: Sequence[Complaint]) -> dict[int, float]:
    """The part of everybody's load that these complaints are."""
    weights, held = playbook_in_use().dispatch, defaultdict[int, float](float)
    for one in complaints:
        if one.owner_id:
            held[one.owner_id] += effort_of(one.grade, one.stage, weights)
    return held


def reasons_for(complaint: Complaint, person: int, *, at: datetime) -> dict[str, Any]:
    """What is known of somebody who was chosen by hand; nothing where they could not be weighed."""
    cases, people = _known([complaint], at=at)
    weighing = Weighing(cases, people, playbook_in_use().dispatch)
    place = next((place for place, one in enumerate(people) if one.pk == person), None)
    return why(weighing, 0, place) if place is not None and weighing.allowed[0, place] else {}


def suggestions(complaint: Complaint, *, at: datetime, most: int = BEST) -> list[Suggestion]:
    """The most suitable people for one complaint, the best first; whoever owns it already is left out."""
    cases, people = _known([complaint], at=at)
    others = [one for one in people if one.pk != complaint.owner_id]
    weighing = Weighing(cases, others, playbook_in_use().dispatch)
    cost = weighing.cost[0] if others else []
    order = sorted(
        (place for place in range(len(others)) if weighing.allowed[0, place]),
        key=lambda place: (cost[place], others[place].pk),
    )
    return [
        Suggestion(
            others[place].pk, others[place].name, float(cost[place]), why(weighing, 0, place)
        )
        for place in order[:most]
    ]


def never_for(complaint: Complaint, *, at: datetime) -> dict[int, Never]:
    """By person, why they cannot have this complaint."""
    (case,), people = _known([complaint], at=at)
    found = {person.pk: why_never(person, case) for person in people}
    return {pk: reason for pk, reason in found.items() if reason}


def _known(complaints: Sequence[Complaint], *, at: datetime) -> tuple[list[Case], list[Person]]:
    cases = cases_of(complaints, at=at)
    people = known_people(cases, at=at)
    named = named_in(complaints, people)
    return [replace(case, named=named.get(case.pk, frozenset())) for case in cases], people
