"""Why somebody was chosen and who came next, as facts; they are put into words when they are read. Pure."""

from typing import Any

import numpy as np
import numpy.typing as npt

from zhuanji.dispatch.choosing import Choice
from zhuanji.dispatch.people import Case, Person, level_of
from zhuanji.dispatch.weighing import TERMS, Mask, Matrix, Weighing, shrunk

Places = npt.NDArray[np.int_]

_REASONS = 3
_NOTICED = 0.5  # points of cost; what differs by less is no reason


def explained(choice: Choice) -> dict[int, dict[str, Any]]:
    """By complaint: what was known of whoever was chosen, what spoke for them, who came next."""
    rows = [row for row, place in enumerate(choice.places) if place is not None]
    places = [place for place in choice.places if place is not None]
    return _whys(choice.weighing, rows, places)


def why(weighing: Weighing, row: int, place: int) -> dict[str, Any]:
    """What is kept of one choice."""
    return _whys(weighing, [row], [place])[weighing.cases[row].pk]


def _whys(weighing: Weighing, rows: list[int], places: list[int]) -> dict[int, dict[str, Any]]:
    if not rows:
        return {}
    here, mine = np.array(rows), np.array(places)
    others: Mask = np.array(weighing.allowed[here], dtype=bool)
    count = np.count_nonzero(others, axis=1)
    others[np.arange(len(rows)), mine] = False
    followers = np.where(others, weighing.cost[here], np.inf).argmin(axis=1)
    gains, differs = _gains(weighing, here, mine, others), _steps(weighing, here, mine, followers)
    given, found = np.zeros(len(weighing.people), dtype=int), {}
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        case = weighing.cases[row]
        one: dict[str, Any] = {
            "facts": facts_of(case, weighing.people[place]),
            "for": _most(gains[:, number]),
            "of": int(count[number]),
            "cost": round(float(weighing.cost[row, place]), 1),
        }
        if given[place]:
            one["given"] = int(given[place])  # of the same batch, before this one
        if count[number] > 1:
            one["next"] = _next(weighing, row, int(followers[number]), differs[:, number])
        given[place] += 1
        found[case.pk] = one
    return found


def _next(weighing: Weighing, row: int, follower: int, differs: Matrix) -> dict[str, Any]:
    person = weighing.people[follower]
    return {
        "person": person.pk,
        "cost": round(float(weighing.cost[row, follower]), 1),
        "against": _most(differs),
        "facts": facts_of(weighing.cases[row], person),
    }


def _gains(weighing: Weighing, rows: Places, mine: Places, others: Mask) -> Matrix:
    """By term and complaint: by how much they are better than the usual one of the others."""
    number = np.maximum(np.count_nonzero(others, axis=1), 1)
    usual = [np.where(others, weighing.terms[t][rows], 0).sum(axis=1) / number for t in TERMS]
    own = [weighing.terms[term][rows, mine] for term in TERMS]
    return np.where(others.any(axis=1, keepdims=True).T, np.array(usual) - np.array(own), 0.0)


def _steps(weighing: Weighing, rows: Places, mine: Places, followers: Places) -> Matrix:
    """By term and complaint: by how much whoever came next is worse."""
    terms = [weighing.terms[term] for term in TERMS]
    return np.array([cost[rows, followers] - cost[rows, mine] for cost in terms])


def facts_of(case: Case, person: Person) -> dict[str, Any]:
    """What was known of somebody with regard to a complaint."""
    well, of = person.success.get(case.category, (0, 0))
    known = person.known.get(case.customer or 0)
    return {
        "load": round(person.load, 1),
        "capacity": round(person.capacity, 1),
        "level": level_of(person.skills, case.category),
        "skill": person.skills.get(case.skill, 0) if case.skill else None,
        "known": None if known is None else round(known, 2),
        "well": well,
        "ended": of,
        "success": round(100 * shrunk(person, case.category)),
        "exposure": round(person.exposure, 1),
        "grave": person.grave,
        "department": case.department is not None and person.department == case.department,
    }


def _most(gains: Matrix) -> list[str]:
    kept = [number for number in range(len(TERMS)) if gains[number] >= _NOTICED]
    return [TERMS[number] for number in sorted(kept, key=lambda one: -gains[one])[:_REASONS]]
