"""What a field may say, told in the description; what we say ourselves is not checked once more."""

from collections.abc import Iterable

from pydantic import Field, JsonValue


def one_of(values: Iterable[str], *, or_empty: bool = False) -> object:
    """Annotate a text with the values that it takes, in their order."""
    listed: list[JsonValue] = [*([""] if or_empty else []), *map(str, values)]
    return Field(json_schema_extra={"enum": listed})
