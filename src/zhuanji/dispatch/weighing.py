"""What it costs to give each complaint to each person, term by term. Pure.

Every term is between 0 (nothing speaks against it) and about 1, times its weight in the playbook;
load alone grows beyond, so that nobody is given more and more because they are good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from zhuanji.dispatch.people import BUDGET, Case, Person, level_of
from zhuanji.playbooks.body import Dispatch

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
TERMS = ("skill", "load", "continuity", "success", "calm", "department", "grave")
_KAPPA = 10  # how many cases somebody must have before their own share counts half
_MEAN = 0.7  # what is believed of the share that ends well while nobody has any
_BEST = 3  # the highest level
_GRAVE = 100.0  # another grave one beyond the limit outweighs everything but never forbids
_DAY = 24.0


@dataclass(frozen=True)
class Weighing:
    """Complaints in rows, people in columns."""

    cases: Sequence[Case]
    people: Sequence[Person]
    weights: Dispatch

    @cached_property
    def allowed(self) -> Mask:
        """Where forbidding.why_never says nothing, for all of them at once."""
        column = {person.pk: place for place, person in enumerate(self.people)}
        here = np.array([person.is_here for person in self.people], dtype=bool)
        roles = {r: self._in_roles(r) for r in {case.roles for case in self.cases}}
        rows = [here & roles[case.roles] for case in self.cases]
        found = np.array(rows, dtype=bool).reshape(self.shape)
        sees_all = np.array([person.sees_all for person in self.people], dtype=bool)
        found &= sees_all[None, :] | self._same_department
        for row, case in enumerate(self.cases):
            for person in case.barred | case.named:
                if person in column:
                    found[row, column[person]] = False
        return found

    def _in_roles(self, roles: frozenset[str]) -> Mask:
        return np.array([person.role in roles for person in self.people], dtype=bool)

    @cached_property
    def _same_department(self) -> Mask:
        """Nobody's department is that of a complaint without any, but for whoever has none."""
        places = np.array([person.department or 0 for person in self.people], dtype=int)
        wanted = np.array([case.department or 0 for case in self.cases], dtype=int)
        same = [places == one for one in wanted]
        return np.array(same, dtype=bool).reshape(self.shape)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.cases), len(self.people)

    @cached_property
    def terms(self) -> dict[str, Matrix]:
        """Weighted costs by term, of one complaint more for each person as they stand now."""
        weights = self.weights
        return {
            "skill": weights.skill * self._skill(),
            "load": weights.load * self._load(),
            "continuity": weights.continuity * self._continuity(),
            "success": weights.success * self._success(),
            "calm": weights.calm * self._calm(),
            "department": weights.department * self._department(),
            "grave": _GRAVE * self._grave(),
        }

    @cached_property
    def cost(self) -> Matrix:
        """The sum of the terms, as each person stands now."""
        return sum(self.terms.values(), np.zeros(self.shape))

    @cached_property
    def steepness(self) -> Matrix:
        """By complaint and person: what each further complaint of the batch adds to the next."""
        each = self._effort.mean() if self.cases else 0.0
        return self._pressure[:, None] * each / self._capacity[None, :]

    @cached_property
    def _pressure(self) -> Matrix:
        """How much load counts for each complaint: more for what has waited longer."""
        waited = np.array([min(case.waited / _DAY, 1.0) for case in self.cases])
        return cast("Matrix", self.weights.load + self.weights.waiting * waited)

    @cached_property
    def _effort(self) -> Matrix:
        return np.array([case.effort for case in self.cases], dtype=float)

    @cached_property
    def _capacity(self) -> Matrix:
        return np.array([person.capacity for person in self.people], dtype=float)

    def _load(self) -> Matrix:
        """The share of what they carry well that they would carry then."""
        load = np.array([person.load for person in self.people], dtype=float)
        share = (load[None, :] + self._effort[:, None]) / self._capacity[None, :]
        scale = self._pressure / self.weights.load if self.weights.load else self._pressure * 0
        return share * scale[:, None]

    def _skill(self) -> Matrix:
        """How far they are from knowing it best; nobody is known to know anything: all alike."""
        subjects = [(case.category, case.skill) for case in self.cases]
        rows = {one: np.array([_lack(p, *one) for p in self.people]) for one in set(subjects)}
        return np.array([rows[one] for one in subjects]).reshape(self.shape)

    def _continuity(self) -> Matrix:
        """1 where the customer is a stranger, 0 where all went well before."""
        found = np.ones(self.shape)
        customers: dict[int, list[tuple[int, float]]] = {}
        for column, person in enumerate(self.people):
            for customer, well in person.known.items():
                customers.setdefault(customer, []).append((column, well))
        for row, case in enumerate(self.cases):
            for column, well in customers.get(case.customer or 0, ()):
                found[row, column] = 1.0 - well
        return found

    def _success(self) -> Matrix:
        """The share that did not end well, drawn to the mean while there are few."""
        keys = [case.category for case in self.cases]
        rows = {key: np.array([1 - shrunk(one, key) for one in self.people]) for key in set(keys)}
        return np.array([rows[key] for key in keys]).reshape(self.shape)

    def _calm(self) -> Matrix:
        """By how much it is more than somebody bears who had to bear something already."""
        exposure = np.array([person.exposure for person in self.people], dtype=float)
        emotion = np.array([case.emotion for case in self.cases], dtype=float)
        over = np.maximum(exposure[None, :] + emotion[:, None] - BUDGET, 0.0)
        return cast("Matrix", np.where(emotion[:, None] > 0, np.minimum(over / BUDGET, 1.0), 0.0))

    def _department(self) -> Matrix:
        known = np.array([case.department is not None for case in self.cases], dtype=bool)
        return np.where(known[:, None] & ~self._same_department, 1.0, 0.0).reshape(self.shape)

    def _grave(self) -> Matrix:
        full = np.array([person.grave >= self.weights.most_grave for person in self.people])
        grave = np.array([case.is_grave for case in self.cases])
        return cast("Matrix", (full[None, :] & grave[:, None]).astype(float).reshape(self.shape))


def shrunk(person: Person, category: str) -> float:
    """The share that ended well, as far as it can be believed."""
    well, of = person.success.get(category, (0, 0))
    return (well + _KAPPA * _MEAN) / (of + _KAPPA)


def _lack(person: Person, category: str, skill: str) -> float:
    """0 for an expert, 1 for nobody's subject; a skill that a route asks for counts as much as the category."""
    levels = [level_of(person.skills, one) for one in (category, skill) if one]
    return 1 - sum(levels) / (_BEST * len(levels)) if levels else 0.0
