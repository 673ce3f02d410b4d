"""A playbook as a YAML file: read without running anything, written to be read by people."""

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from zhuanji.playbooks.body import PlaybookBody

LARGEST = 2_000_000
_SHORT = ("words", "less", "together", "unless")


class NotAPlaybook(Exception):
    """The file is no YAML, or holds something else. `line` is where reading stopped, if known."""

    def __init__(self, *, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


class _Loader(yaml.SafeLoader):
    """An alias may stand for the same thing a billion times: none is followed."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise NotAPlaybook(line=self.peek_event().start_mark.line + 1)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def read_mapping(text: str) -> dict[str, Any]:
    """Return what a YAML file says. Raises NotAPlaybook."""
    try:
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as refusal:
        mark = refusal.problem_mark
        raise NotAPlaybook(line=mark.line + 1 if mark else 0) from refusal
    except (yaml.YAMLError, ValueError, RecursionError) as refusal:
        raise NotAPlaybook from refusal
    if not isinstance(said, dict):
        raise NotAPlaybook
    return said


def read_body(text: str) -> PlaybookBody:
    """Return the playbook that a file holds. Raises NotAPlaybook, pydantic's ValidationError."""
    said = read_mapping(text)
    return PlaybookBody.model_validate({k: said[k] for k in said if k in PlaybookBody.model_fields})


def write_body(body: PlaybookBody) -> str:
    """Return the file: words on one line each, what is empty left out."""
    said = body.model_dump(mode="json")
    rows = {part: [_trimmed(row) for row in said[part]] for part in ("categories", "rules")}
    return yaml.dump(rows, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _trimmed(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if value not in ("", [], True)}
    return {name: _Flow(value) if name in _SHORT else value for name, value in kept.items()}


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

__all__ = ["LARGEST", "NotAPlaybook", "ValidationError", "read_body", "read_mapping", "write_body"]
