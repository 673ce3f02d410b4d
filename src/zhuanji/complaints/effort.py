"""How much work an open complaint is: by its grade and by how far it has come. Pure."""

from zhuanji.complaints.models import Grade
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.playbooks.body import Dispatch

# What waits for the customer's word is little work until it comes back.
_RESTING = frozenset({Stage.ANSWERED, Stage.ACCEPTED})
GRAVE = frozenset({Grade.MAJOR, Grade.EMERGENCY})


def effort_of(grade: str, stage: str, weights: Dispatch) -> float:
    """What one complaint counts in somebody's load; a finished one counts nothing."""
    if stage not in OPEN:
        return 0.0
    whole = float(weights.effort[grade])
    return whole * weights.resting / 100 if stage in _RESTING else whole
