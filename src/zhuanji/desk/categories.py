"""The playbook's categories as pages offer and name them."""

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.language.pinyin import initials
from zhuanji.playbooks.playbook import SEPARATOR
from zhuanji.playbooks.queries import playbook_in_use

Choices = list[tuple[str, str | Promise]]
Grouped = list[tuple[str, Any]]
INDENT = "\u3000"  # a full-width space a level


class Proposed(str):  # noqa: SLOT000 - a str with slots cannot be made so
    """The label of a category that triage proposes; `share` is "62%" where one was measured."""

    key: str
    share: str

    def __new__(cls, key: str, share: str = "") -> Self:
        made = super().__new__(cls, f"{path_of(key)} {share}".strip())
        made.key, made.share = key, share
        return made


def name_of(key: str) -> str:
    """What a category is called; nothing for none."""
    return playbook_in_use().name(key) if key else ""


def path_of(key: str) -> str:
    """The names from the first level down; nothing for none."""
    return playbook_in_use().path(key) if key else ""


def offered_categories() -> Choices:
    """What a complaint may get now, each below its parent and indented."""
    return [(one.key, f"{INDENT * (one.level - 1)}{one.said}") for one in playbook_in_use().offered]


def every_category() -> Choices:
    """What complaints may bear, retired ones too, each below its parent and indented."""
    every = playbook_in_use().categories.values()
    return [(one.key, f"{INDENT * (one.level - 1)}{one.said}") for one in every]


def grouped_categories(proposed: Sequence[Proposed] = ()) -> Grouped:
    """For a <select>: none, what is proposed, then a group for each first level, itself first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in playbook_in_use().offered:
        name = f"{INDENT * max(one.level - 2, 0)}{one.said}"
        groups.setdefault(one.key.partition(".")[0], []).append((one.key, name))
    first: Grouped = [("", "—")]
    if proposed:
        first.append((_("Proposed"), [(one.key, one) for one in proposed]))
    return [*first, *((name_of(key), choices) for key, choices in groups.items())]


class CategorySelect(forms.Select):
    """A <select> that scripts make searchable (choosing.js): by characters, initials or key."""

    def __init__(self, *, is_open: bool = False) -> None:
        super().__init__(
            {
                "data-choosing": "open" if is_open else "",
                "data-words-search": gettext_lazy("Characters, pinyin initials or key"),
                "data-words-proposed": gettext_lazy("Proposed"),
                "data-words-whole": gettext_lazy("all of it"),
                "data-words-nothing": gettext_lazy("Nothing fits. Type less."),
            }
        )

    def create_option(self, name: str, value: Any, label: Any, *more: Any, **rest: Any) -> Any:
        option = super().create_option(name, value, label, *more, **rest)
        key = str(value)
        if key:
            said = path_of(key)
            option["attrs"] |= {"data-path": said, "data-initials": _initials(said)}
        if isinstance(label, Proposed):
            option["attrs"]["data-proposed"] = label.share
        return option


def _initials(path: str) -> str:
    return " ".join(initials(name) for name in path.split(SEPARATOR))
