"""What may be asked about who fits."""

from zhuanji.dispatch.queries.absences import (
    absence_of,
    absences_of,
    away_now,
    get_absence,
    handed_in,
)
from zhuanji.dispatch.queries.knowing import loads_of
from zhuanji.dispatch.queries.skills import capacities, skills_of
from zhuanji.dispatch.queries.suggesting import Suggestion, choose_owners, suggestions

__all__ = [
    "Suggestion",
    "absence_of",
    "absences_of",
    "away_now",
    "capacities",
    "choose_owners",
    "get_absence",
    "handed_in",
    "loads_of",
    "skills_of",
    "suggestions",
]
