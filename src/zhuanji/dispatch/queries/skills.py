"""What people can and how much they carry."""

from collections import defaultdict
from collections.abc import Collection

from zhuanji.dispatch.models import Capacity, Skill


def skills_of(people: Collection[int]) -> dict[int, dict[str, int]]:
    """Levels by subject, by person."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Skill.objects.filter(user__in=list(people)).order_by("-level", "subject")
    for user, subject, level in rows.values_list("user", "subject", "level"):
        found[user][subject] = level
    return found


def capacities(people: Collection[int]) -> dict[int, int]:
    """What those carry well for whom something else is said than for everybody."""
    return dict(Capacity.objects.filter(user__in=list(people)).values_list("user", "effort"))
