"""Everything that triage does. Each name is one use case, one transaction."""

from zhuanji.triage.actions.assess import assess_complaints
from zhuanji.triage.actions.legal import tell_legal
from zhuanji.triage.actions.neighbours import refuse_neighbour
from zhuanji.triage.actions.settle import settle_proposal
from zhuanji.triage.actions.signing import learn_terms, sign_again, sign_new

__all__ = [
    "assess_complaints",
    "learn_terms",
    "refuse_neighbour",
    "settle_proposal",
    "sign_again",
    "sign_new",
    "tell_legal",
]
