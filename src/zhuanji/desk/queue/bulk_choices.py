"""What can be done to many complaints at once, in words: its key, its sentence, its choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Complaint, Grade
from zhuanji.complaints.queries.bulk import COLUMNS
from zhuanji.desk.categories import name_of, offered_categories
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.queries import departments, people_who_can
from zhuanji.staff.roles import Right

Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Change:
    name: str
    label: str | Promise
    icon: str
    key: str
    right: Right = Right.WORK
    asks: bool = True  # for a value


# An agent takes, a team leader assigns: the same key is "whose is it" for both.
CHANGES = {
    change.name: change
    for change in (
        Change("handle", _("Start handling"), "player-play", "s", asks=False),
        Change("grade", _("Grade"), "flag", "g"),
        Change("category", _("Category"), "tag", "c"),
        Change("department", _("Department"), "building", "d", Right.ASSIGN),
        Change("owner", _("Assign"), "user", "a", Right.ASSIGN),
        Change("take", _("Take"), "hand-grab", "t", asks=False),
    )
}


def changes_for(actor: Actor) -> list[Change]:
    return [change for change in CHANGES.values() if actor.has(change.right)]


def choices_for(name: str, reader: User) -> Choices:
    """The values one may choose; whoever assigns finds themselves first."""
    if name == "grade":
        return list(Grade.choices)
    if name == "category":
        return [*offered_categories(), ("", gettext("none"))]
    if name == "department":
        return [*((str(d.pk), d.name) for d in departments()), ("", gettext("none"))]
    if name == "owner":
        people = sorted(people_who_can(Right.WORK), key=lambda person: person.pk != reader.pk)
        return [*((str(p.pk), _person(p)) for p in people), ("", gettext("nobody"))]
    return []


def _person(person: User) -> str:
    return f"{person.name} · {person.department.name}" if person.department else person.name


def present(
    complaints: Sequence[Complaint], what: str, *, most: int
) -> list[tuple[Complaint, str | Promise]]:
    """The first of them with what they hold now where the change would be made."""
    first = list(complaints[:most])
    prefetch_related_objects(first, "owner", "department")
    return [(complaint, _holds(complaint, COLUMNS[what])) for complaint in first]


def _holds(complaint: Complaint, column: str) -> str | Promise:
    if column == "category":
        return name_of(complaint.category) or gettext("none")
    if column in ("owner", "department"):
        held = getattr(complaint, column)
        return held.name if held else gettext("nobody") if column == "owner" else gettext("none")
    return str(getattr(complaint, f"get_{column}_display")())


def words_for(change: Change, count: int) -> str:
    return ngettext("%(what)s: %(count)s complaint", "%(what)s: %(count)s complaints", count) % {
        "what": change.label,
        "count": count,
    }
