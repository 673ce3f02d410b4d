"""Everything that can be asked of triage."""

from zhuanji.triage.queries.assessed import Settled, Standing, standing_of, words_assessed
from zhuanji.triage.queries.confirmed import ConfirmedCase, nearest_confirmed
from zhuanji.triage.queries.learning import InUse, forget_models, keep_model, model_in_use
from zhuanji.triage.queries.neighbours import Marked, marked_neighbours, may_be_the_same
from zhuanji.triage.queries.previews import get_preview, last_preview, result_of
from zhuanji.triage.queries.records import CrossCheck, Discrepancy, cross_check
from zhuanji.triage.queries.similar import SimilarCase, similar_cases

__all__ = [
    "ConfirmedCase",
    "CrossCheck",
    "Discrepancy",
    "InUse",
    "Marked",
    "Settled",
    "SimilarCase",
    "Standing",
    "cross_check",
    "forget_models",
    "get_preview",
    "keep_model",
    "last_preview",
    "marked_neighbours",
    "may_be_the_same",
    "model_in_use",
    "nearest_confirmed",
    "result_of",
    "similar_cases",
    "standing_of",
    "words_assessed",
]
