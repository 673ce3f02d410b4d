"""Every address of the desk, with real things in the place of its arguments."""

import re
import uuid
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from zhuanji.complaints.models import Complaint

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_PLAIN = {
    "int": "1",
    "slug": "note",
    "str": "x",
    "uuid": str(uuid.UUID(int=7)),
    "": "x",
    "path": "x",
}


def desk_routes() -> list[tuple[str, str]]:
    """Name and route of each page and action of the staff desk."""
    return sorted(set(_routes(get_resolver().url_patterns, "")))


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif route.startswith("desk/"):
            yield pattern.name or "", route


def address(route: str, complaint: Complaint | None = None) -> str:
    def filled(found: re.Match[str]) -> str:
        if found[2] == "number" and complaint is not None:
            return complaint.number
        return _PLAIN[found[1] or ""]

    return "/" + _ARGUMENT.sub(filled, route)
