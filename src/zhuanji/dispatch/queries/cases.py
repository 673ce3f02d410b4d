"""Complaints as they are weighed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ahocorasick_rs import AhoCorasick

from zhuanji.complaints.effort import GRAVE, effort_of
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import Stage
from zhuanji.dispatch.people import Case, emotion_of
from zhuanji.playbooks.queries import playbook_in_use, playbook_of
from zhuanji.staff.models import Department
from zhuanji.staff.roles import Role

_HOUR = timedelta(hours=1)
_SHORTEST = 2  # characters of a name; one alone is no name


def cases_of(complaints: Sequence[Complaint], *, at: datetime) -> list[Case]:
    """Return what is weighed of each. People are `named` by names_in."""
    places = dict(Department.objects.filter(is_active=True).values_list("code", "pk"))
    return [_case(complaint, places, at=at) for complaint in complaints]


def _case(complaint: Complaint, places: Mapping[str, int], *, at: datetime) -> Case:
    playbook = playbook_of(complaint.playbook)
    words = f"{complaint.subject}\n{complaint.account}"
    route = playbook.routes(complaint.category, complaint.grade, words)
    stage = Stage.ACKNOWLEDGED if complaint.stage not in playbook.stage_rules else complaint.stage
    rule = playbook.stage_rules.get(stage)
    weights = playbook_in_use().dispatch
    return Case(
        pk=complaint.pk,
        category=complaint.category,
        skill=route.skill,
        department=complaint.department_id or places.get(route.department_code),
        customer=complaint.customer_id,
        effort=effort_of(complaint.grade, Stage.HANDLING, weights),
        is_grave=complaint.grade in GRAVE,
        emotion=emotion_of(complaint.mood, complaint.threat, complaint.grade),
        waited=max((at - complaint.received_at) / _HOUR, 0.0),
        roles=frozenset({Role.AGENT.value, *([rule.owner_role] if rule else [])}),
        barred=frozenset(complaint.barred) | frozenset(complaint.concerns),
    )


class Named(Protocol):
    """Somebody with a name."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...


def named_in(complaints: Sequence[Complaint], people: Iterable[Named]) -> dict[int, frozenset[int]]:
    """By complaint, people of whom it speaks by name, or whom it names as complained of."""
    known = [person for person in people if len(person.name) >= _SHORTEST]
    if not known:
        return {}
    finder = AhoCorasick([person.name for person in known])
    found = {}
    for complaint in complaints:
        words = f"{complaint.respondent}\n{complaint.subject}\n{complaint.account}"
        hits = finder.find_matches_as_indexes(words, overlapping=True)
        found[complaint.pk] = frozenset(known[number].pk for number, _start, _end in hits)
    return found
