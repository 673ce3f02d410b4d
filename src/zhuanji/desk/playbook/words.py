"""What the parts of a playbook are called on its pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Grade
from zhuanji.staff.queries import departments

FIELDS: dict[str, str | Promise] = {
    "zh": _("Chinese name"),
    "en": _("English name"),
    "department": _("Responsible department"),
    "grade": _("Grade at least"),
    "words": _("Keywords"),
    "less": _("Words that speak against it"),
    "active": _("In use"),
    "says_zh": _("What to do, in Chinese"),
    "says_en": _("What to do, in English"),
    "alert": _("Who must know"),
    "together": _("Only near one of these words"),
    "unless": _("Not inside these words"),
    "category": _("Category"),
    "key": _("Key"),
}
ALERTS: dict[str, str | Promise] = {
    "": _("nobody in particular"),
    "safety": _("safety and quality"),
    "care": _("whoever cares for vulnerable customers"),
    "privacy": _("data protection"),
    "media": _("public relations"),
    "regulator": _("who answers to authorities"),
    "legal": _("legal counsel"),
    "many": _("whoever handles group incidents"),
}
WHAT: dict[str, str | Promise] = {
    "added": _("added"),
    "removed": _("taken out"),
    "retired": _("retired"),
    "restored": _("in use again"),
    "moved": _("moved"),
    "changed": _("changed"),
}


def name_of(row: dict[str, Any]) -> str:
    """A category's or a rule's name in the reader's language, as it was typed."""
    names = [str(row.get("zh", "")), str(row.get("en", ""))]
    if not (get_language() or "zh").startswith("zh"):
        names.reverse()
    return next(filter(None, names), str(row.get("key", "")))


def grade_choices() -> list[tuple[str, str | Promise]]:
    raised = [(g.value, g.label) for g in Grade if g != Grade.GENERAL]
    return [("", _("no floor")), *raised]


def department_choices(chosen: str) -> list[tuple[str, str]]:
    """Every department by its code; one that this company has not (yet) stays as its code."""
    known = [(place.code, place.name) for place in departments()]
    extra = [] if not chosen or chosen in dict(known) else [(chosen, chosen)]
    return [("", "—"), *known, *extra]


@dataclass(frozen=True)
class Branch:
    """One line of the tree."""

    key: str
    name: str
    level: int
    active: bool
    words: int
    is_wrong: bool
    is_changed: bool


def branches(desk: Any) -> list[Branch]:
    """The tree as it stands, retired ones too, with what is wrong or changed."""
    wrong = {one.key for one in desk.problems if one.part == "category"}
    changed = {one.key for one in desk.changes if one.part == "category"}
    return [
        Branch(
            key=row["key"],
            name=name_of(row),
            level=row["key"].count(".") + 1,
            active=bool(row.get("active", True)),
            words=len(row.get("words", ())),
            is_wrong=row["key"] in wrong,
            is_changed=row["key"] in changed,
        )
        for row in desk.book["categories"]
    ]
