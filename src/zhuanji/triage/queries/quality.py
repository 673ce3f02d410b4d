"""How well complaints are understood: what was proposed beside what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any

from django.db.models import Avg, Case, Count, F, Q, QuerySet, Value, When
from django.db.models.fields import IntegerField
from django.db.models.functions import Cast, Floor, TruncMonth

from zhuanji.kernel.actors import Actor
from zhuanji.triage.models import Confirmation, Learning, ModelVersion
from zhuanji.triage.policies import require_may_see_quality
from zhuanji.triage.queries.learning import confirmed

LEARNED = ("category",)
"""Heads that a model learns; the others are computed from what is known."""

MONTHS = 12
LATELY = timedelta(days=30)
BEFORE = timedelta(days=180)
_STEPS = 20
_CONFUSED = 8
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
class Quality:
    """Everything the page shows about one head. Months and categories in their order."""

    learning: Learning
    months: list[Share]
    categories: list[Share]
    confused: list[tuple[str, str, int]]
    reliability: list[tuple[float, float, int]]
    curve: list[tuple[float, float]]  # coverage, share right
    decided: dict[str, int]
    drift: float
    all: Share
    answered: Share
    used: ModelVersion | None


def quality_of(actor: Actor, head: str, *, at: datetime) -> Quality:
    """Return the figures; a constant number of questions. Raises NotAllowed."""
    require_may_see_quality(actor)
    rows = Confirmation.objects.filter(head=head).exclude(label="").exclude(proposed="")
    used = ModelVersion.objects.defer("blob").filter(head=head, in_use=True).first()
    return Quality(
        learning=Learning.objects.filter(pk=head).first() or Learning(head=head),
        months=_months(rows),
        categories=_categories(rows),
        confused=_confused(rows),
        reliability=_reliability(rows),
        curve=_curve(rows),
        decided=confirmed(head),
        drift=_drift(rows, at),
        all=_total(rows),
        answered=_total(rows.filter(abstained=False)),
        used=used,
    )


def versions_of(actor: Actor, head: str, *, most: int = 20) -> list[ModelVersion]:
    """Return the newest versions, without their bytes. Raises NotAllowed."""
    require_may_see_quality(actor)
    return list(ModelVersion.objects.defer("blob").filter(head=head).order_by("-number")[:most])


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


def _total(rows: QuerySet[Confirmation]) -> Share:
    found = rows.aggregate(cases=Count("id"), right=Count("id", filter=_RIGHT))
    return Share("", found["cases"], found["right"])


def _months(rows: QuerySet[Confirmation]) -> list[Share]:
    grouped = rows.annotate(month=TruncMonth("at")).values("month")
    found = grouped.annotate(cases=Count("id"), right=Count("id", filter=_RIGHT))
    newest = list(found.order_by("-month")[:MONTHS])
    return [Share(f"{row['month']:%Y-%m}", row["cases"], row["right"]) for row in reversed(newest)]


def _categories(rows: QuerySet[Confirmation]) -> list[Share]:
    found = rows.values("label").annotate(cases=Count("id"), right=Count("id", filter=_RIGHT))
    ordered = found.order_by("-cases", "label")
    return [Share(row["label"], row["cases"], row["right"]) for row in ordered]


def _confused(rows: QuerySet[Confirmation]) -> list[tuple[str, str, int]]:
    """Return (decided, proposed, times), the most frequent first."""
    wrong = rows.exclude(_RIGHT).values_list("label", "proposed").annotate(n=Count("id"))
    return list(wrong.order_by("-n", "label", "proposed")[:_CONFUSED])


def _by_probability(rows: QuerySet[Confirmation], steps: int) -> list[dict[str, Any]]:
    step = Cast(Floor(F("probability") * steps), IntegerField())
    capped = Case(When(probability__gte=1, then=Value(steps - 1)), default=step)
    known = rows.exclude(probability=None).annotate(step=capped).values("step")
    counted = known.annotate(
        cases=Count("id"), right=Count("id", filter=_RIGHT), mean=Avg("probability")
    )
    return [dict(row) for row in counted.order_by("step")]


def _reliability(rows: QuerySet[Confirmation]) -> list[tuple[float, float, int]]:
    """Return (mean probability, share right, cases) for each tenth."""
    return [
        (row["mean"], row["right"] / row["cases"], row["cases"])
        for row in _by_probability(rows, 10)
    ]


def _curve(rows: QuerySet[Confirmation]) -> list[tuple[float, float]]:
    """Return (coverage, share right) from the surest answers to all."""
    steps = _by_probability(rows, _STEPS)
    total = sum(row["cases"] for row in steps)
    cases = right = 0
    points = []
    for row in reversed(steps):
        cases, right = cases + row["cases"], right + row["right"]
        points.append((cases / total, right / cases))
    return points


def _drift(rows: QuerySet[Confirmation], at: datetime) -> float:
    recent = _mix(rows.filter(at__gte=at - LATELY))
    return stability_index(_mix(rows.filter(at__lt=at - LATELY, at__gte=at - BEFORE)), recent)


def _mix(rows: QuerySet[Confirmation]) -> dict[str, int]:
    counted: Iterable[tuple[str, int]] = rows.values_list("proposed").annotate(n=Count("id"))
    mix: dict[str, int] = defaultdict(int)
    for label, n in counted:
        mix[label.partition(".")[0]] += n
    return mix
