"""The morning's figures, as whoever counts complaints hands them over. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

HOUR = 8  # by the installation's clock


@dataclass(frozen=True)
class Figures:
    """What a team leader wants to know in the morning."""

    new: int  # since yesterday morning
    overdue: int
    today: int  # due before midnight
    unassigned: int


Count = Callable[[datetime], Figures]
