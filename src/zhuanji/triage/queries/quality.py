"""How well complaints are understood: what was proposed beside what people decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.fields import IntegerField
from django.db.models.functions import Cast, Floor, TruncMonth, TruncWeek

from zhuanji.kernel.actors import Actor
from zhuanji.triage.models import Confirmation, Learning, ModelVersion
from zhuanji.triage.policies import require_may_see_quality
from zhuanji.triage.queries.learning import confirmed
from zhuanji.triage.queries.sampled import Sampled, sampled
from zhuanji.triage.queries.since import Since, since
from zhuanji.triage.queries.threshold import Choice, Lately, Point, choice_of, lately

LEARNED = ("category",)
"""Heads that a model learns; the others are computed from what is known."""

MONTHS = 6
WEEKS = 12
LATELY = timedelta(days=30)
BEFORE = timedelta(days=180)
_STEPS = 20
_TENTHS = 10
_CONFUSED = 10
_LEVELS = 12  # first levels that a matrix shows; the others are one
_RIGHT = Q(label=F("proposed"))


@dataclass(frozen=True, slots=True)
class Share:
    """Of `cases`, `right` were answered as people decided."""

    name: str
    cases: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Matrix:
    """First levels and how often which was proposed (column) where which was decided (row)."""

    names: list[str]
    rows: list[list[int]]


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything the page shows about one head. Weeks and months in their order."""

    learning: Learning
    weeks: list[Share]
    months: list[str]
    categories: list[Share]
    by_month: dict[str, dict[str, Share]]  # category, month
    confused: list[tuple[str, str, int, int]]  # decided, proposed, times, of how many decided so
    matrix: Matrix
    reliability: list[tuple[float, float, int]]
    choice: Choice
    lately: Lately
    decided: dict[str, int]
    drift: float
    all: Share
    answered: Share
    sampled: Sampled
    since: Since
    used: ModelVersion | None
    before: ModelVersion | None  # the version in front of the one in use
    versions: list[ModelVersion]


def quality_of(actor: Actor, head: str, *, at: datetime) -> Quality:
    """Return the figures; a constant number of questions. Raises NotAllowed."""
    require_may_see_quality(actor)
    rows = Confirmation.objects.filter(head=head).exclude(label="").exclude(proposed="")
    # The random sample is told apart, where nobody chose what to look at.
    rows = rows.exclude(source="audit")
    pairs, steps = _pairs(rows), _steps(rows)
    learning = Learning.objects.filter(pk=head).first() or Learning(head=head)
    versions = _versions(head)
    used = next((one for one in versions if one.in_use), None)
    older = [one for one in versions if used and one.number < used.number]
    curve, cases = _curve(steps)
    months = sorted({row["month"] for row in pairs})[-MONTHS:]
    categories = _shares(pairs, lambda row: row["label"])
    return Quality(
        learning=learning,
        weeks=sorted(_shares(steps, lambda row: row["week"]), key=lambda one: one.name)[-WEEKS:],
        months=months,
        categories=sorted(categories, key=lambda one: (-one.cases, one.name)),
        by_month=_by_month(pairs),
        confused=_confused(pairs, {one.name: one.cases for one in categories}),
        matrix=_matrix(pairs),
        reliability=_reliability(steps),
        choice=choice_of(learning, used, curve, cases),
        lately=lately(at=at),
        decided=confirmed(head),
        drift=_drift(rows, at),
        all=_total(pairs),
        answered=_total([row for row in pairs if not row["abstained"]]),
        sampled=sampled(head, at=at),
        since=since(head, str(used.number) if used else ""),
        used=used,
        before=max(older, key=lambda one: one.number, default=None),
        versions=sorted(versions, key=lambda one: -one.number),
    )


def choice_for(head: str) -> Choice:
    """What a lead can choose for a head, as the page draws it."""
    rows = Confirmation.objects.filter(head=head).exclude(label="").exclude(proposed="")
    curve, cases = _curve(_steps(rows.exclude(source="audit")))
    used = ModelVersion.objects.defer("blob").filter(head=head, in_use=True).first()
    learning = Learning.objects.filter(pk=head).first() or Learning(head=head)
    return choice_of(learning, used, curve, cases)


def stability_index(before: Mapping[str, int], now: Mapping[str, int]) -> float:
    """Return Σ (q - p) · ln(q ÷ p) over labels: how far the mix of answers has moved.

    Below .1 nothing has changed, above .25 something has; one case more of each keeps it finite.
    """
    labels = {*before, *now}
    if not before or not now:
        return 0.0
    old, new = sum(before.values()) + len(labels), sum(now.values()) + len(labels)
    shares = [((before.get(one, 0) + 1) / old, (now.get(one, 0) + 1) / new) for one in labels]
    return sum((q - p) * log(q / p) for p, q in shares)


def _versions(head: str, *, most: int = 20) -> list[ModelVersion]:
    """The one in use, then the newest, without their bytes."""
    rows = ModelVersion.objects.defer("blob").filter(head=head)
    return list(rows.order_by("-in_use", "-number")[:most])


def _pairs(rows: QuerySet[Confirmation]) -> list[dict[str, Any]]:
    grouped = rows.annotate(month=TruncMonth("at")).values(
        "label", "proposed", "abstained", "month"
    )
    found = grouped.annotate(cases=Count("id"), right=Count("id", filter=_RIGHT)).order_by()
    return [{**row, "month": f"{row['month']:%Y-%m}"} for row in found]


def _steps(rows: QuerySet[Confirmation]) -> list[dict[str, Any]]:
    """By week and by twentieth of probability, which is None where it is not known."""
    step = Cast(Floor(F("probability") * _STEPS), IntegerField())
    capped = Case(When(probability__gte=1, then=Value(_STEPS - 1)), default=step)
    grouped = rows.annotate(step=capped, week=TruncWeek("at")).values("step", "week")
    found = grouped.annotate(
        cases=Count("id"), right=Count("id", filter=_RIGHT), sure=Sum("probability")
    )
    return [{**row, "week": f"{row['week']:%Y-%m-%d}"} for row in found.order_by()]


def _total(rows: Iterable[Mapping[str, Any]]) -> Share:
    known = list(rows)
    return Share("", sum(row["cases"] for row in known), sum(row["right"] for row in known))


def _shares(rows: Iterable[Mapping[str, Any]], key: Any) -> list[Share]:
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return [
        Share(name, sum(row["cases"] for row in those), sum(row["right"] for row in those))
        for name, those in grouped.items()
    ]


def _by_month(pairs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Share]]:
    labels: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in pairs:
        labels[row["label"]].append(row)
    return {
        label: {one.name: one for one in _shares(rows, lambda row: row["month"])}
        for label, rows in labels.items()
    }


def _confused(
    pairs: Iterable[Mapping[str, Any]], decided: Mapping[str, int]
) -> list[tuple[str, str, int, int]]:
    """Return (decided, proposed, times, of how many), the most frequent first."""
    wrong: Counter[tuple[str, str]] = Counter()
    for row in pairs:
        if row["label"] != row["proposed"]:
            wrong[row["label"], row["proposed"]] += row["cases"]
    ordered = sorted(wrong.items(), key=lambda one: (-one[1], one[0]))[:_CONFUSED]
    return [(label, proposed, n, decided[label]) for (label, proposed), n in ordered]


def _matrix(pairs: Iterable[Mapping[str, Any]]) -> Matrix:
    counts: Counter[tuple[str, str]] = Counter()
    for row in pairs:
        counts[_first_level(row["label"]), _first_level(row["proposed"])] += row["cases"]
    size: Counter[str] = Counter()
    for (decided, _proposed), n in counts.items():
        size[decided] += n
    names = sorted(size, key=lambda name: (-size[name], name))[:_LEVELS]
    return Matrix(names, [[counts[row, column] for column in names] for row in names])


def _first_level(label: str) -> str:
    return label.partition(".")[0]


def _reliability(steps: Iterable[Mapping[str, Any]]) -> list[tuple[float, float, int]]:
    """Return (mean probability, share right, cases) for each tenth."""
    tenths: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in steps:
        if row["step"] is not None:
            tenths[row["step"] * _TENTHS // _STEPS].append(row)
    found = []
    for _tenth, rows in sorted(tenths.items()):
        cases = sum(row["cases"] for row in rows)
        right, sure = sum(row["right"] for row in rows), sum(row["sure"] for row in rows)
        found.append((sure / cases, right / cases, cases))
    return found


def _curve(steps: Iterable[Mapping[str, Any]]) -> tuple[list[Point], int]:
    """Return points from the surest answers to all, and of how many cases."""
    known: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in steps:
        if row["step"] is not None:
            known[row["step"]][0] += row["cases"]
            known[row["step"]][1] += row["right"]
    total = sum(cases for cases, _right in known.values())
    cases = right = 0
    points = []
    for step, (here, well) in sorted(known.items(), reverse=True):
        cases, right = cases + here, right + well
        points.append(Point(cases / total, right / cases, step / _STEPS))
    return points, total


def _drift(rows: QuerySet[Confirmation], at: datetime) -> float:
    now = Count("id", filter=Q(at__gte=at - LATELY))
    before = Count("id", filter=Q(at__lt=at - LATELY))
    counted = rows.filter(at__gte=at - BEFORE).values("proposed").annotate(now=now, before=before)
    old: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for row in counted.order_by():
        old[_first_level(row["proposed"])] += row["before"]
        new[_first_level(row["proposed"])] += row["now"]
    return stability_index(+old, +new)
