"""YAML that is read without running anything and without following what stands for itself."""

from typing import Any

import yaml


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
