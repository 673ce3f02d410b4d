"""Small playbooks to read at a glance."""

from typing import Any

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.playbook import Playbook


def category(key: str, words: str = "", less: str = "", **more: Any) -> dict[str, Any]:
    """Words are separated by spaces."""
    given = {"key": key, "zh": f"类{key}", "en": key.title(), **more}
    return given | {"words": words.split(), "less": less.split()}


def rule(
    key: str, words: str, *, unless: str = "", together: str = "", **more: Any
) -> dict[str, Any]:
    said = {"zh": key, "en": key, "says_zh": f"{key}。", "says_en": f"{key}."}
    lists = {"words": words.split(), "unless": unless.split(), "together": together.split()}
    return {"key": key, **said, **lists, **more}


def body(*categories: dict[str, Any], rules: tuple[dict[str, Any], ...] = ()) -> PlaybookBody:
    return PlaybookBody.model_validate({"categories": categories, "rules": rules})


def book(*categories: dict[str, Any], rules: tuple[dict[str, Any], ...] = ()) -> Playbook:
    return Playbook(0, body(*categories, rules=rules))
