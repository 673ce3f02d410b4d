"""Tables of triage."""

from zhuanji.triage.models.neighbours import Neighbour, Signature, TermStatistics

__all__ = ["Neighbour", "Signature", "TermStatistics"]
