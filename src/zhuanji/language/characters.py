"""What is known about single characters: tables that fill themselves, and tables from packages."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path


class CharacterTable(dict[int, str]):
    """A table for `str.translate` that asks a rule once per character and remembers the answer.

    Characters outside the basic plane are asked for each time, so that hostile text cannot fill
    the memory.
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        """Make an empty table that `rule` fills."""
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        """Ask the rule."""
        replacement = self._rule(chr(code))
        if code <= 0xFFFF:  # noqa: PLR2004  # the end of the basic plane
            self[code] = replacement
        return replacement


def packaged_text(package: str, path: str) -> str:
    """Return a text file that lies inside an installed package, without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return (Path(spec.origin).parent / path).read_text(encoding="utf-8")
