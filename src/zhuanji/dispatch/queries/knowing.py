"""What is known of everybody who may be given complaints, in a constant number of questions."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q

from zhuanji.complaints.effort import GRAVE, effort_of
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.dispatch.people import Case, Person, emotion_of, left_after
from zhuanji.dispatch.queries.absences import covering
from zhuanji.dispatch.queries.skills import capacities, skills_of
from zhuanji.playbooks.body import Dispatch
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import User
from zhuanji.staff.roles import RIGHTS, Right, Role

_HOUR = timedelta(hours=1)
_BORNE = timedelta(hours=24)  # six half-lives
_LEARNED_FROM = timedelta(days=180)
_WELL = frozenset({Stage.ACCEPTED, Stage.CLOSED})
_BADLY = frozenset({Stage.REJECTED, Stage.REOPENED})
_STRANGER, _KNOWN, _CONTENT, _CROSS = 0.0, 0.6, 1.0, 0.2


def known_people(cases: Collection[Case], *, at: datetime) -> list[Person]:
    """Everybody who works complaints, as they stand with regard to these."""
    roles = sorted(role for role in Role if Right.WORK in RIGHTS[role])
    users = list(User.objects.filter(is_active=True, role__in=roles).order_by("pk"))
    ids, weights = [user.pk for user in users], playbook_in_use().dispatch
    away = set(covering(at).values_list("user", flat=True))
    loads, grave = _loads(ids, weights)
    exposures, known = _exposures(ids, at=at), _known(ids, cases)
    ended, skills, able = _ended(ids, cases, at=at), skills_of(ids), capacities(ids)
    return [
        Person(
            pk=user.pk,
            role=user.role,
            name=user.name,
            department=user.department_id,
            sees_all=Right.READ_ALL in RIGHTS[Role(user.role)],
            is_here=user.pk not in away,
            load=loads[user.pk],
            capacity=able.get(user.pk, weights.capacity),
            grave=grave[user.pk],
            exposure=exposures[user.pk],
            skills=skills[user.pk],
            known=known[user.pk],
            success=ended[user.pk],
        )
        for user in users
    ]


def loads_of(people: Collection[int]) -> dict[int, float]:
    """What everybody carries now, by the playbook's weights."""
    return _loads(list(people), playbook_in_use().dispatch)[0]


def _loads(ids: list[int], weights: Dispatch) -> tuple[dict[int, float], dict[int, int]]:
    loads: dict[int, float] = defaultdict(float)
    grave: dict[int, int] = defaultdict(int)
    is_open = Complaint.objects.filter(owner__in=ids, stage__in=sorted(OPEN)).order_by()
    rows = is_open.values_list("owner", "grade", "stage").annotate(count=Count("id"))
    for owner, grade, stage, count in rows:
        loads[owner] += count * effort_of(grade, stage, weights)
        grave[owner] += count if grade in GRAVE else 0
    return loads, grave


def _exposures(ids: list[int], *, at: datetime) -> dict[int, float]:
    """What everybody had to bear since yesterday, half of it gone after four hours."""
    found: dict[int, float] = defaultdict(float)
    lately = Complaint.objects.filter(owner__in=ids, received_at__gt=at - _BORNE)
    asked = lately.exclude(mood="", threat="", grade__in=["general", "complex"])
    rows = asked.values_list("owner", "mood", "threat", "grade", "received_at", "acknowledged_at")
    for owner, mood, threat, grade, received, acknowledged in rows:
        since = (at - max(received, acknowledged or received)) / _HOUR
        found[owner] += left_after(emotion_of(mood, threat, grade), since)
    return found


def _known(ids: list[int], cases: Iterable[Case]) -> dict[int, dict[int, float]]:
    """How well it went with these customers before: the newest complaint with each counts."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    customers = {case.customer for case in cases if case.customer}
    if not customers:
        return found
    theirs = Complaint.objects.filter(owner__in=ids, customer__in=customers)
    others = theirs.exclude(pk__in=[case.pk for case in cases]).order_by("received_at", "pk")
    for owner, customer, stage in others.values_list("owner", "customer", "stage"):
        found[owner][customer] = (
            _CONTENT if stage in _WELL else _CROSS if stage in _BADLY else _KNOWN
        )
    return found


def _ended(
    ids: list[int], cases: Iterable[Case], *, at: datetime
) -> dict[int, dict[str, tuple[int, int]]]:
    """How many of these categories ended well with everybody in the last half year, and of how many."""
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    categories = {case.category for case in cases if case.category}
    if not categories:
        return found
    ended = Complaint.objects.filter(
        owner__in=ids,
        category__in=categories,
        received_at__gt=at - _LEARNED_FROM,
        stage__in=sorted(_WELL | _BADLY),
    )
    rows = ended.order_by().values_list("owner", "category")
    well = Count("id", filter=Q(stage__in=sorted(_WELL)))
    for owner, category, count, good in rows.annotate(count=Count("id"), good=well):
        found[owner][category] = (good, count)
    return found
