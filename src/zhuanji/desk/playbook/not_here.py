"""People and departments a playbook names that are not here: each once, with every place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from zhuanji.desk.playbook.sections import COLUMNS, SECTIONS
from zhuanji.desk.playbook.words import name_of
from zhuanji.playbooks.checking import Problem, strangers
from zhuanji.playbooks.queries import known_here

_SHOWN = 6


@dataclass
class NotHere:
    """`places` are what a page calls them with their address; `more` is how many it leaves out."""

    words: str
    places: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0


def not_here(book: Mapping[str, Any]) -> list[NotHere]:
    """In the playbook's order; shipped playbooks name a department in many categories."""
    names = {row["key"]: name_of(row) for row in book["categories"]}
    found: dict[str, NotHere] = {}
    for one in strangers(book, known_here()):
        told = found.setdefault(one.words, NotHere(one.words))
        if len(told.places) < _SHOWN:
            told.places.append(_place(one, names))
        else:
            told.more += 1
    return list(found.values())


def _place(one: Problem, names: Mapping[str, str]) -> tuple[str, str]:
    if one.part == "category":
        return names[one.key], reverse("desk:playbook_category", args=[one.key])
    title = next(section.title for section in SECTIONS if section.name == one.part)
    place = f"{title} › {one.key} › {COLUMNS[one.field]}"
    return place, reverse("desk:playbook_section", args=[one.part])
