"""是否成立: a hint from how complaints of this category ended, never a judgement.

With fewer than ENOUGH judged ones nothing is proposed: 依据不足. The shares are those of the past
with one imagined case of each outcome added, so that none is ever impossible.
"""

from collections.abc import Mapping

from zhuanji.triage.deciding.proposals import Proposal, best_of

ENOUGH = 20
OUTCOMES = ("upheld", "partly", "not_upheld")
SURE = 0.6


def propose_validity(past: Mapping[str, int], *, files: int, has_order: bool) -> Proposal:
    """`past` counts the verdicts of the category; files and order are told beside, not counted."""
    judged = sum(past.get(outcome, 0) for outcome in OUTCOMES)
    facts = {"judged": judged, "files": files, "has_order": has_order}
    if judged < ENOUGH:
        return Proposal("validity", facts=facts)
    facts["cases"] = judged
    shares = {o: (past.get(o, 0) + 1) / (judged + len(OUTCOMES)) for o in OUTCOMES}
    ranked = best_of(shares.items())
    label, probability = ranked[0]
    return Proposal(
        "validity", label, probability, probability < SURE, ranked, (), "outcomes", facts
    )
