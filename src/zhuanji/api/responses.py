"""Which refusals a route may answer with, for its description."""

from typing import Any

from zhuanji.api.schemas import Problem

_EVERYWHERE = (401, 429)


def refusals(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((*_EVERYWHERE, *statuses), Problem)
