"""Everything that can be asked about what a complaint is like."""

from zhuanji.triage.queries.neighbours import Marked, marked_neighbours, may_be_the_same
from zhuanji.triage.queries.similar import SimilarCase, similar_cases

__all__ = [
    "Marked",
    "SimilarCase",
    "marked_neighbours",
    "may_be_the_same",
    "similar_cases",
]
