"""How one line of history is bound to the one before it. Pure."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

FIRST = ""  # what stands before the first link


def link(
    previous: str,
    *,
    about: str,
    sequence: int,
    kind: str,
    by: str,
    by_name: str,
    at: datetime,
    details: dict[str, Any],
) -> str:
    """Return the hash (64 hexadecimal digits) of a line that follows `previous`."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    words = [previous, about, sequence, kind, by, by_name, moment, details]
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
