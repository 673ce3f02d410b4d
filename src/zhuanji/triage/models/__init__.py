"""Tables of triage: one file for each matter."""

from zhuanji.triage.models.assessments import Assessment
from zhuanji.triage.models.learning import Confirmation
from zhuanji.triage.models.neighbours import Neighbour, Signature, TermStatistics

__all__ = ["Assessment", "Confirmation", "Neighbour", "Signature", "TermStatistics"]
