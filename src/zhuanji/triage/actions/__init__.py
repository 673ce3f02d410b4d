"""Everything that triage does."""

from zhuanji.triage.actions.neighbours import refuse_neighbour
from zhuanji.triage.actions.signing import learn_terms, sign_again, sign_new

__all__ = ["learn_terms", "refuse_neighbour", "sign_again", "sign_new"]
