"""How far the proposals about a complaint have come: what waits for a person, what is settled."""

from collections.abc import Collection, Mapping
from typing import Any

SETTLED_HERE = ("category", "grade")  # what a complaint must have before it is settled


def standing(
    proposals: Mapping[str, Mapping[str, Any]],
    *,
    held: Mapping[str, str],
    confirmed: Collection[str],
) -> str:
    """Return unsure, proposed or settled.

    `held` is what the complaint holds by head, `confirmed` the heads a person has decided. A
    category that somebody chose is settled, and so is a grade that is as proposed.
    """
    waiting = [head for head in SETTLED_HERE if _waits(head, proposals, held, confirmed)]
    if not waiting:
        return "settled"
    return "unsure" if any(proposals[head]["abstained"] for head in waiting) else "proposed"


def _waits(
    head: str,
    proposals: Mapping[str, Mapping[str, Any]],
    held: Mapping[str, str],
    confirmed: Collection[str],
) -> bool:
    if head in confirmed:
        return False
    if head == "category":
        return not held["category"]
    proposed = proposals[head]
    return bool(proposed["abstained"]) or proposed["label"] != held[head]
