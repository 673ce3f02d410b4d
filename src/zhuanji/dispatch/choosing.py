"""Whom to give what: one complaint to whom it costs least, many together so that all of them cost least.

Pure. People are repeated by the places they have; each further place costs more, so that load is
shared. A batch is never worse than taking one after the other: what that gives is among what is weighed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhuanji.dispatch.people import Case, Person
from zhuanji.dispatch.weighing import Matrix, Weighing
from zhuanji.playbooks.body import Dispatch

_NEVER = 1e9
_ROOM = 1  # places beyond an equal share that everybody has in a batch


@dataclass(frozen=True)
class Choice:
    """Rows and columns of a weighing: each complaint's person, in the order of complaints."""

    weighing: Weighing
    places: tuple[int | None, ...]

    @property
    def people(self) -> dict[int, int]:
        """By complaint, whom it is given; one for whom nobody is allowed is absent."""
        return {
            case.pk: self.weighing.people[place].pk
            for case, place in zip(self.weighing.cases, self.places, strict=True)
            if place is not None
        }

    @property
    def total(self) -> float:
        """What all of it costs together, each person's places taken in the best order."""
        by_person: dict[int, list[int]] = {}
        for row, place in enumerate(self.places):
            if place is not None:
                by_person.setdefault(place, []).append(row)
        return float(sum(_cost_of(self.weighing, rows, place) for place, rows in by_person.items()))


def choose(cases: Sequence[Case], people: Sequence[Person], weights: Dispatch) -> Choice:
    """Give every complaint to somebody allowed, so that all together cost least."""
    weighing = Weighing(
        sorted(cases, key=lambda case: case.pk), sorted(people, key=lambda one: one.pk), weights
    )
    one_by_one = greedily(weighing)
    return one_by_one if len(cases) < 2 or not people else _together(one_by_one)  # noqa: PLR2004


def greedily(weighing: Weighing) -> Choice:
    """Take one complaint after the other and give it to whom it costs least then."""
    given = np.zeros(len(weighing.people))
    places: list[int | None] = []
    for row, allowed in enumerate(weighing.allowed):
        if not allowed.any():
            places.append(None)
            continue
        cost = np.where(allowed, weighing.cost[row] + weighing.steepness[row] * given, np.inf)
        places.append(int(cost.argmin()))
        given[places[-1]] += 1
    return Choice(weighing, tuple(places))


def _together(one_by_one: Choice) -> Choice:
    weighing = one_by_one.weighing
    rows = np.array(
        [r for r, place in enumerate(one_by_one.places) if place is not None], dtype=int
    )
    if not rows.size:
        return one_by_one
    owners, nth = _places(one_by_one, len(rows))
    cost = (weighing.cost[rows][:, owners]) + weighing.steepness[rows][:, owners] * nth[None, :]
    cost = np.where(weighing.allowed[rows][:, owners], cost, _NEVER)
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - 60 MB, when many wait

    found, columns = linear_sum_assignment(cost)
    places = list(one_by_one.places)
    for row, column in zip(rows[found], owners[columns], strict=True):
        places[row] = int(column)
    return Choice(weighing, tuple(places))


def _places(one_by_one: Choice, many: int) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.float64]]:
    """For each place whose it is and the how-manieth: all that greed filled, and an equal share more."""
    people = len(one_by_one.weighing.people)
    taken = np.bincount([p for p in one_by_one.places if p is not None], minlength=people)
    count = np.minimum(np.maximum(taken, -(-many // people) + _ROOM), many)
    owners = np.repeat(np.arange(people), count)
    return owners, np.concatenate([np.arange(n, dtype=float) for n in count])


def _cost_of(weighing: Weighing, rows: list[int], place: int) -> float:
    """What somebody's complaints cost together: the steepest takes the first place."""
    steep = sorted((weighing.steepness[row, place] for row in rows), reverse=True)
    return float(
        sum(weighing.cost[row, place] for row in rows) + sum(n * s for n, s in enumerate(steep))
    )


def ranked(
    case: Case, people: Sequence[Person], weights: Dispatch
) -> Iterator[tuple[Person, float]]:
    """Everybody allowed, the most suitable first, with what it costs."""
    weighing = Weighing([case], sorted(people, key=lambda one: one.pk), weights)
    order = np.argsort(weighing.cost[0], kind="stable")
    for column in order:
        if weighing.allowed[0, column]:
            yield weighing.people[column], float(weighing.cost[0, column])


__all__ = ["Choice", "Matrix", "choose", "greedily", "ranked"]
