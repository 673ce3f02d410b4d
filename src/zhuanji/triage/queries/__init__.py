"""Everything that can be asked of triage."""

from zhuanji.triage.queries.assessed import Settled, Standing, standing_of
from zhuanji.triage.queries.neighbours import Marked, marked_neighbours, may_be_the_same
from zhuanji.triage.queries.previews import get_preview, last_preview, result_of
from zhuanji.triage.queries.records import CrossCheck, Discrepancy, cross_check
from zhuanji.triage.queries.similar import SimilarCase, similar_cases

__all__ = [
    "CrossCheck",
    "Discrepancy",
    "Marked",
    "Settled",
    "SimilarCase",
    "Standing",
    "cross_check",
    "get_preview",
    "last_preview",
    "marked_neighbours",
    "may_be_the_same",
    "result_of",
    "similar_cases",
    "standing_of",
]
