"""责任部门: follows from the category. Two candidates of one department make the department sure.

A guess that nobody would propose is no ground for a department: of a category that a person must
decide both candidates must name the same one, and be likelier together than anything else.
"""

from collections.abc import Callable

from zhuanji.triage.deciding.category import SURE
from zhuanji.triage.deciding.proposals import BEST, Proposal, best_of


def propose_department(category: Proposal, answers_for: Callable[[str], str]) -> Proposal:
    """`answers_for` names a category's department by its code, "" when nobody is named."""
    candidates = category.ranked[:BEST] if category.abstained else category.ranked[:1]
    shares: dict[str, float] = {}
    for label, probability in candidates:
        code = answers_for(label)
        shares[code] = min(shares.get(code, 0.0) + probability, 1.0)
    disputed = len(shares) > 1
    ranked = best_of((code, share) for code, share in shares.items() if code)
    if not ranked:
        return Proposal("department")
    label, probability = ranked[0]
    unmeasured = {label for label, _share in candidates} & set(category.facts.get("words", ()))
    cases = 0 if unmeasured else category.facts.get("cases", 0)
    return Proposal(
        "department",
        label,
        probability,
        disputed or probability < SURE,
        ranked,
        category.spans,
        category.source,
        {"cases": cases} if cases else {},
    )
