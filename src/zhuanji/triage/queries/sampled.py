"""What the random sample says, and which of it waits for review."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from zhuanji.complaints.queries import visible_to
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.triage.auditing import wilson
from zhuanji.triage.models import AuditCase
from zhuanji.triage.policies import require_may_see_quality

SINCE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `cases` looked at, `right`; the true share lies between `low` and `high` (95 %)."""

    cases: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.cases if self.cases else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.cases)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Of the random sample of the last half year: all, and those it was sure of; what waits."""

    all: Measured
    sure: Measured
    waiting: int


def sampled(head: str, *, at: datetime) -> Sampled:
    """One question."""
    rows = AuditCase.objects.filter(head=head)
    seen = Q(at__gte=at - SINCE)
    right, sure = Q(label=F("proposed")), Q(abstained=False)
    found = rows.aggregate(
        all=Count("pk", filter=seen),
        right=Count("pk", filter=seen & right),
        sure=Count("pk", filter=seen & sure),
        sure_right=Count("pk", filter=seen & sure & right),
        waiting=Count("pk", filter=Q(at=None)),
    )
    return Sampled(
        Measured(found["all"], found["right"]),
        Measured(found["sure"], found["sure_right"]),
        found["waiting"],
    )


def waiting_cases(actor: Actor, head: str, *, most: int) -> list[AuditCase]:
    """The oldest drawn and not yet reviewed, with complaint and customer. Raises NotAllowed."""
    return list(_waiting(actor, head)[:most])


def count_waiting(actor: Actor, head: str) -> int:
    return _waiting(actor, head).count()


def get_case(actor: Actor, key: int) -> AuditCase:
    """One drawn complaint that the actor may read. Raises NotFound."""
    require_may_see_quality(actor)
    rows = AuditCase.objects.select_related("complaint__customer__merged_into")
    found = rows.filter(pk=key, complaint__in=visible_to(actor)).first()
    if found is None:
        raise NotFound
    return found


def _waiting(actor: Actor, head: str) -> QuerySet[AuditCase]:
    require_may_see_quality(actor)
    rows = AuditCase.objects.filter(head=head, at=None, complaint__in=visible_to(actor))
    return rows.select_related("complaint__customer__merged_into").order_by("pk")
