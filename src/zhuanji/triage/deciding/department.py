"""责任部门: follows from the category. Two candidates of one department make the department sure."""

from collections.abc import Callable

from zhuanji.triage.deciding.category import SURE
from zhuanji.triage.deciding.proposals import BEST, Proposal, best_of


def propose_department(category: Proposal, answers_for: Callable[[str], str]) -> Proposal:
    """`answers_for` names a category's department by its code, "" when nobody is named."""
    shares: dict[str, float] = {}
    for label, probability in category.ranked[:BEST]:
        if code := answers_for(label):
            shares[code] = shares.get(code, 0.0) + probability
    ranked = best_of(shares.items())
    if not ranked:
        return Proposal("department")
    label, probability = ranked[0]
    unsure = probability < SURE or (category.abstained and len(ranked) > 1)
    cases = category.facts.get("cases")
    return Proposal(
        "department",
        label,
        probability,
        unsure,
        ranked,
        category.spans,
        category.source,
        {"cases": cases} if cases else {},
    )
