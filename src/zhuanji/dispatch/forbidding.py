"""Who can never be given a complaint, and why. Pure."""

from enum import StrEnum

from zhuanji.dispatch.people import Case, Person


class Never(StrEnum):
    """Each is a reason of its own, in the order in which it is told."""

    AWAY = "away"
    ROLE = "role"
    PARTIAL = "partial"
    NAMED = "named"
    DEPARTMENT = "department"


def why_never(person: Person, case: Case) -> Never | None:
    """Why this person cannot have this complaint; None when they can."""
    if not person.is_here:
        return Never.AWAY
    if person.role not in case.roles:
        return Never.ROLE
    if person.pk in case.barred:
        return Never.PARTIAL
    if person.pk in case.named:
        return Never.NAMED
    if not person.sees_all and person.department != case.department:
        return Never.DEPARTMENT
    return None
