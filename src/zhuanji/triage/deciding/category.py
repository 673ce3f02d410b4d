"""投诉类别: from the model that learned this organisation's cases, else from the playbook's words.

Words vote. The best category of a first level stands for it, and its probability is

    p = its votes / (its votes + the strongest rival's votes + DOUBT)

where DOUBT votes always speak for "something else": one word alone never makes sure, and a rival
takes from the winner. On the demo's invented year of 3,200 complaints a p of .4 named the right
category in .58 of the cases, .5 in .77, .6 in .87, .7 in .91 (its first level in .80 to .98); on
real ones the quality page measures it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from zhuanji.triage.deciding.proposals import OFFERED, Proposal, Span, best_of, merged

DOUBT = 2.0
WIDER = 0.6  # what a first level's own votes count against those of a category below it
SURE = 0.5  # below, a person decides, until the lead sets another
MARGIN = 0.0  # of a model's margin, until the lead sets another


class Vote(Protocol):
    @property
    def category(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def spans(self) -> Sequence[Sequence[Any]]: ...


class Decision(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def probability(self) -> float: ...
    @property
    def margin(self) -> float: ...
    @property
    def ranked(self) -> tuple[tuple[str, float], ...]: ...


def from_votes(votes: Iterable[Vote], *, sure: float = SURE) -> Proposal:
    """The category that the words vote for; nothing voted is an abstention without candidates."""
    known = [vote for vote in votes if vote.weight > 0]
    best = _best_of_each(known)
    if not best:
        return Proposal("category")
    first, rival = best[0].weight, best[1].weight if len(best) > 1 else 0.0
    ranked = tuple(
        (vote.category, vote.weight / (first + rival + DOUBT)) for vote in best[:OFFERED]
    )
    label, probability = ranked[0]
    spans = _places(known, label)
    return Proposal("category", label, probability, probability < sure, ranked, spans, "playbook")


def _best_of_each(votes: list[Vote]) -> list[Vote]:
    """The best vote of each first level, the best first; of one level alone its best ones."""
    ordered = sorted(votes, key=_rank)
    best = {vote.category.partition(".")[0]: vote for vote in reversed(ordered)}
    if len(best) == 1:
        below = [vote for vote in ordered if "." in vote.category]
        return (below or ordered)[:OFFERED]
    return sorted(best.values(), key=lambda vote: (-vote.weight, vote.category))


def _rank(vote: Vote) -> tuple[float, str]:
    """What is more exact goes before what is merely above it."""
    return -vote.weight * (1 if "." in vote.category else WIDER), vote.category


def _places(votes: Iterable[Vote], label: str) -> tuple[Span, ...]:
    return merged(s[:2] for vote in votes if vote.category == label for s in vote.spans)


def from_model(
    decision: Decision,
    votes: Iterable[Vote],
    *,
    margin: float = MARGIN,
    spoke: Iterable[Span] = (),
    cases: int = 0,
) -> Proposal:
    """What the model says; evidence is the words that `spoke` to it, else the playbook's.

    `cases` is how many confirmed complaints its probabilities were measured on.
    """
    ranked = best_of(decision.ranked or ((decision.label, decision.probability),), OFFERED)
    spans = merged(spoke) or _places(votes, decision.label)
    return Proposal(
        "category",
        decision.label,
        decision.probability,
        decision.margin < margin,
        ranked,
        spans,
        "model",
        {"margin": round(decision.margin, 3), **({"cases": cases} if cases else {})},
    )
