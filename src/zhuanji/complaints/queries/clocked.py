"""What lists may ask of a complaint's clocks: escalations, promises, and what was late."""

from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanji.complaints.models import Complaint, Deadline, Delay, Escalation, Promise
from zhuanji.kernel.actors import Actor

MONTH = timedelta(days=30)
PROMISE = ("owed", "broken", "kept")
UNEXPLAINED = "none"
DELAYS = (*Delay.Cause.values, UNEXPLAINED)
_MET = Deadline.State.MET


class Asked(Protocol):
    """The part of a filter that is read here."""

    @property
    def waits_for(self) -> tuple[str, ...]: ...
    @property
    def promise(self) -> str: ...
    @property
    def promised_by(self) -> tuple[str, ...]: ...
    @property
    def escalated(self) -> bool: ...
    @property
    def delay(self) -> tuple[str, ...]: ...
    @property
    def delay_owner(self) -> tuple[str, ...]: ...
    @property
    def delay_department(self) -> tuple[str, ...]: ...


def by_clocks(
    complaints: QuerySet[Complaint], wanted: Asked, actor: Actor, *, at: datetime
) -> QuerySet[Complaint]:
    """Narrow to those whose clocks fit."""
    if wanted.waits_for:
        complaints = complaints.filter(waits_for__in=wanted.waits_for)
    if wanted.escalated:
        complaints = complaints.filter(is_escalated())
    if wanted.promise or wanted.promised_by:
        complaints = complaints.filter(_promised(wanted, actor, at))
    if wanted.delay or wanted.delay_owner or wanted.delay_department:
        complaints = complaints.filter(_delayed(wanted, actor, at))
    return complaints


def is_escalated() -> Exists:
    """Somebody was called upon and has not said that they took note."""
    return Exists(Escalation.objects.filter(complaint=OuterRef("pk"), acknowledged_at=None))


def promises_that(state: str, *, at: datetime) -> Q:
    """Which promises are owed still, and which of the last month were broken or kept."""
    since = at - MONTH
    if state == "broken":
        return Q(deadline__breached_at__gte=since)
    if state == "kept":
        return Q(deadline__state=_MET, deadline__met_at__gte=since, deadline__breached_at=None)
    return Q(deadline__state__in=[Deadline.State.RUNNING, Deadline.State.PAUSED])


def late_ones(*, at: datetime) -> QuerySet[Delay]:
    """What passed unmet in the last month."""
    return Delay.objects.filter(due_at__gte=at - MONTH, due_at__lte=at)


def ids_in(name: str, values: tuple[str, ...], actor: Actor) -> Q:
    """A column that holds one of these ids, one's own ("me"), or nothing ("none")."""
    ids = [int(v) for v in values if v.isdigit()]
    if "me" in values and actor.user_id:
        ids.append(actor.user_id)
    wanted = Q(**{f"{name}__in": ids})
    return wanted | Q(**{name: None}) if "none" in values else wanted


def _promised(wanted: Asked, actor: Actor, at: datetime) -> Exists:
    promises = Promise.objects.filter(complaint=OuterRef("pk"))
    if wanted.promise:
        promises = promises.filter(promises_that(wanted.promise, at=at))
    if wanted.promised_by:
        promises = promises.filter(ids_in("owner", wanted.promised_by, actor))
    return Exists(promises)


def _delayed(wanted: Asked, actor: Actor, at: datetime) -> Exists:
    late = late_ones(at=at).filter(deadline__complaint=OuterRef("pk"))
    if wanted.delay:
        late = late.filter(cause__in=["" if one == UNEXPLAINED else one for one in wanted.delay])
    if wanted.delay_owner:
        late = late.filter(ids_in("owner", wanted.delay_owner, actor))
    if wanted.delay_department:
        late = late.filter(ids_in("department", wanted.delay_department, actor))
    return Exists(late)
