"""YAML that is read without running anything and without following what stands for itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[int | str, ...]


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


@dataclass(frozen=True)
class Located:
    """What a YAML file says, and where: `doubled` are keys that a mapping has twice."""

    said: dict[str, Any]
    lines: Mapping[Path, int]
    doubled: tuple[tuple[str, int, int], ...]

    def line(self, path: Path) -> int:
        """The line of a place, else of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_mapping(text: str) -> dict[str, Any]:
    """Return what a YAML file says. Raises NotAPlaybook."""
    return read_located(text).said


def read_located(text: str) -> Located:
    """Return what a YAML file says and where it says it. Raises NotAPlaybook."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        said = loader.construct_document(node) if node else None
        places = list(_places(node, ())) if node else []
    except yaml.MarkedYAMLError as refusal:
        mark = refusal.problem_mark
        raise NotAPlaybook(line=mark.line + 1 if mark else 0) from refusal
    except (yaml.YAMLError, ValueError, RecursionError) as refusal:
        raise NotAPlaybook from refusal
    if not isinstance(said, dict):
        raise NotAPlaybook
    lines: dict[Path, int] = {}
    doubled = []
    for path, line in places:
        if path in lines:
            doubled.append((str(path[-1]), lines[path], line))
        lines.setdefault(path, line)
    return Located(said, lines, tuple(doubled))


def _places(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, key.start_mark.line + 1
            yield from _places(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*path, place), value.start_mark.line + 1
            yield from _places(value, (*path, place))
