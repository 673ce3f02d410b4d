"""The port by which somebody above says whose a complaint becomes, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zhuanji.complaints.models import Complaint


@dataclass(frozen=True)
class Chosen:
    """Whose it becomes. `why` is kept in the line of history and put into words when it is read."""

    user_id: int
    why: Mapping[str, Any] = field(default_factory=dict)


# By the complaint's id; a complaint for which nobody is allowed is absent.
ChooseOwners = Callable[[Sequence[Complaint], datetime], Mapping[int, Chosen]]


def nobody(complaints: Sequence[Complaint], at: datetime) -> Mapping[int, Chosen]:  # noqa: ARG001
    """Leave every complaint without an owner."""
    return {}
