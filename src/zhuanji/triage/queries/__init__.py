"""Everything that can be asked of triage."""

from zhuanji.triage.queries.assessed import Settled, Standing, standing_of
from zhuanji.triage.queries.neighbours import Marked, marked_neighbours, may_be_the_same
from zhuanji.triage.queries.similar import SimilarCase, similar_cases

__all__ = [
    "Marked",
    "Settled",
    "SimilarCase",
    "Standing",
    "marked_neighbours",
    "may_be_the_same",
    "similar_cases",
    "standing_of",
]
