"""The playbook's categories as pages offer and name them."""

from django.utils.functional import Promise

from zhuanji.playbooks.queries import playbook_in_use

Choices = list[tuple[str, str | Promise]]
INDENT = "\u3000"  # a full-width space a level


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


def grouped_categories() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """For a <select>: none, then a group for each first level, itself first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in playbook_in_use().offered:
        name = f"{INDENT * max(one.level - 2, 0)}{one.said}"
        groups.setdefault(one.key.partition(".")[0], []).append((one.key, name))
    return [("", "—"), *((name_of(first), choices) for first, choices in groups.items())]
