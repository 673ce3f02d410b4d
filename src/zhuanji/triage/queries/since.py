"""What was measured since something proposes, beside what was measured before: never one figure of both."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet

from zhuanji.triage.models import AuditCase, Confirmation


@dataclass(frozen=True, slots=True)
class Era:
    """Of `cases` decided from `first` to `last`, how many proposals were right, and sure, and both."""

    cases: int
    right: int
    sure: int
    sure_right: int
    first: datetime | None
    last: datetime | None

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 0.0

    @property
    def sure_share(self) -> float:
        """Of what it was sure of, the share that was right."""
        return self.sure_right / self.sure if self.sure else 0.0


@dataclass(frozen=True, slots=True)
class Since:
    """The random sample and daily decisions, with what proposes now and with what did before."""

    sample: Era
    sample_before: Era
    daily: Era
    daily_before: Era

    @property
    def rows(self) -> list[tuple[str, bool, Era]]:
        """What there is, as (sample or daily, whether of what proposes now, figures)."""
        told = [
            ("sample", True, self.sample),
            ("sample", False, self.sample_before),
            ("daily", True, self.daily),
            ("daily", False, self.daily_before),
        ]
        return [one for one in told if one[2].cases]


def since(head: str, version: str) -> Since:
    """`version` is the model in use, "" for words alone. Two questions."""
    reviewed = AuditCase.objects.filter(head=head, at__isnull=False).exclude(proposed="")
    daily = Confirmation.objects.filter(head=head).exclude(label="").exclude(proposed="")
    sample, daily_eras = (
        _eras(rows, version) for rows in (reviewed, daily.exclude(source="audit"))
    )
    return Since(*sample, *daily_eras)


def _eras(rows: "QuerySet[AuditCase] | QuerySet[Confirmation]", version: str) -> tuple[Era, Era]:
    now = Q(model_version=version)
    told = {"now": now, "before": ~now | Q(model_version=None)}
    right, sure = Q(label=F("proposed")), Q(abstained=False)
    asked: dict[str, Count | Min | Max] = {}
    for name, when in told.items():
        asked |= {
            f"{name}_cases": Count("pk", filter=when),
            f"{name}_right": Count("pk", filter=when & right),
            f"{name}_sure": Count("pk", filter=when & sure),
            f"{name}_sure_right": Count("pk", filter=when & sure & right),
            f"{name}_first": Min("at", filter=when),
            f"{name}_last": Max("at", filter=when),
        }
    found = rows.aggregate(**asked)
    fields = ("cases", "right", "sure", "sure_right", "first", "last")
    now_era, before = (Era(*(found[f"{name}_{field}"] for field in fields)) for name in told)
    return now_era, before
