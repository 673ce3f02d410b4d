"""The curve a lead chooses from: of how many complaints something is proposed, how much is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from zhuanji.complaints.models import Complaint
from zhuanji.triage.models import Learning, ModelVersion

WEEKS = 4
_LEAST = 20  # decisions, below which a curve of the playbook's words says nothing


@dataclass(frozen=True, slots=True)
class Point:
    """Proposing where it is at least `sure`, `coverage` get a proposal, `right` of them rightly."""

    coverage: float
    right: float
    sure: float  # of the playbook's words; a model's margin follows from `right`


@dataclass(frozen=True, slots=True)
class Choice:
    """The points worth choosing, the fewest proposals first, and the one in use (None: none)."""

    points: list[Point]
    here: Point | None
    cases: int
    of_model: bool

    def for_right(self, right: float) -> Point | None:
        """The point that proposes most while at least `right` of it is right."""
        return next((one for one in reversed(self.points) if one.right >= right), None)


@dataclass(frozen=True, slots=True)
class Lately:
    """Complaints received in the last weeks: how many a week, how many of them got a proposal."""

    received: int
    proposed: int

    @property
    def a_week(self) -> float:
        return self.received / WEEKS


def choice_of(
    learning: Learning, used: ModelVersion | None, decided: Sequence[Point], cases: int
) -> Choice:
    """What can be chosen: on the model's held-out cases, else on what people decided about words."""
    if used is None:
        points = _worth(decided) if cases >= _LEAST else []
        here = next((one for one in reversed(points) if one.sure >= learning.sure), None)
        return Choice(points, here, cases, of_model=False)
    curve = [Point(coverage, right, 0) for _margin, coverage, right in used.card.get("curve", [])]
    points = _worth(curve)
    found = Choice(points, None, int(used.card.get("examined", 0)), of_model=True)
    return Choice(points, found.for_right(learning.precision), found.cases, of_model=True)


def _worth(curve: Sequence[Point]) -> list[Point]:
    """Without points that another beats in both: fewer proposals must be righter."""
    kept: list[Point] = []
    for point in sorted(curve, key=lambda one: (-one.coverage, -one.right)):
        if not kept or point.right > kept[-1].right:
            kept.append(point)
    return kept[::-1]


def lately(*, at: datetime) -> Lately:
    """One question."""
    rows = Complaint.objects.filter(
        received_at__gte=at - timedelta(weeks=WEEKS), received_at__lte=at
    )
    sure = Q(assessment__proposals__category__abstained=False)
    found = rows.aggregate(received=Count("pk"), proposed=Count("pk", filter=sure))
    return Lately(found["received"], found["proposed"])
