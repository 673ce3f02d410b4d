"""A playbook as a YAML file: read without running anything, written to be read by people."""

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.yaml_text import NotAPlaybook, read_mapping

LARGEST = 2_000_000
_SHORT = (
    "words",
    "less",
    "together",
    "unless",
    "kinds",
    "grades",
    "to",
    "at_once",
    "categories",
    "alerts",
    "needs",
)


def read_body(text: str) -> PlaybookBody:
    """Return the playbook that a file holds. Raises NotAPlaybook, pydantic's ValidationError."""
    said = read_mapping(text)
    return PlaybookBody.model_validate({k: said[k] for k in said if k in PlaybookBody.model_fields})


def write_section_text(section: str, book: Mapping[str, Any]) -> str:
    """Return one section of a playbook, as it is stored, in the way a file holds it."""
    return _as_yaml({section: book.get(section, [])})


def write_body(body: PlaybookBody) -> str:
    """Return the file: words on one line each, what is empty left out."""
    return _as_yaml(body.model_dump(mode="json"))


def _as_yaml(said: Mapping[str, Any]) -> str:
    parts = {
        part: list(map(_written, rows)) if isinstance(rows, list) else _written(rows)
        for part, rows in said.items()
    }
    return yaml.dump(parts, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _written(row: Any) -> Any:
    return _trimmed(row) if isinstance(row, dict) else row


def _trimmed(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if not _goes_without(name, value)}
    return {
        name: _Flow(value) if name in _SHORT and isinstance(value, list) else value
        for name, value in kept.items()
    }


def _goes_without(name: str, value: Any) -> bool:
    """Whether it is read as the same when it is left out."""
    return value in ("", [], None) or (name == "active" and value is True)


class _Flow(list[str]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Ours, so that nobody else's lists are written on one line."""


_Dumper.add_representer(
    _Flow,
    lambda dumper, words: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", words, flow_style=True
    ),
)

__all__ = [
    "LARGEST",
    "NotAPlaybook",
    "ValidationError",
    "read_body",
    "read_mapping",
    "write_body",
    "write_section_text",
]
