"""投诉类别: from the model that learned this organisation's cases, and from the playbook's words.

The model proposes what it has learned, where it is sound: likelier right than wrong, and of a text
that resembles what it learned from. The words propose what it cannot know, a category that it has not
learned, unless the model is SURER of another; where a text resembles nothing; and, where they are
CLEAR, what the model leaves to a person.

Words vote. The best category of a first level stands for it, and its probability is

    p = its votes / (its votes + the strongest rival's votes + DOUBT)

where DOUBT votes always speak for "something else": one word alone never makes sure, and a rival
takes from the winner. On the demo's invented year of 3,200 complaints a p of .4 named the right
category in .58 of the cases, .5 in .77, .6 in .87, .7 in .91 (its first level in .80 to .98); on
real ones the quality page measures it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Any, Protocol

from zhuanji.triage.deciding.proposals import OFFERED, Proposal, Span, best_of, merged

DOUBT = 2.0
WIDER = 0.6  # what a first level's own votes count against those of a category below it
SURE = 0.5  # below, a person decides, until the lead sets another
MARGIN = 0.0  # of a model's margin, until the lead sets another
SURER = 0.9  # of a model, against words that name what it cannot know
CLEAR = 0.7  # of words, about what the model has learned and leaves to a person


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
    @property
    def strange(self) -> bool: ...
    @property
    def is_sound(self) -> bool: ...


def propose_category(
    votes: Iterable[Vote],
    decision: Decision | None,
    *,
    sure: float = SURE,
    margin: float = MARGIN,
    spoke: Iterable[Span] = (),
    cases: int = 0,
) -> Proposal:
    """What is proposed: by the words alone, or with what the model in use decided."""
    voted = list(votes)
    by_words = from_votes(voted, sure=sure)
    if decision is None:
        return by_words
    by_model = from_model(decision, voted, margin=margin, spoke=spoke, cases=cases)
    return from_both(by_model, by_words, {label for label, _share in decision.ranked})


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

    `cases` is how many confirmed complaints its probabilities were measured on. Of a text that is
    unlike them all it says nothing, not even whom to choose between.
    """
    facts = {"margin": round(decision.margin, 3), **({"cases": cases} if cases else {})}
    if decision.strange:
        return Proposal("category", source="model", facts={**facts, "strange": True})
    ranked = best_of(decision.ranked or ((decision.label, decision.probability),), OFFERED)
    return Proposal(
        "category",
        decision.label,
        decision.probability,
        decision.margin < margin or not decision.is_sound,
        ranked,
        merged(spoke) or _places(votes, decision.label),
        "model",
        facts,
    )


def from_both(by_model: Proposal, by_words: Proposal, learned: Collection[str]) -> Proposal:
    """What is proposed where a model is in use, which has `learned` these categories.

    Where both leave it to a person, the candidates are the model's first, the words' first, and so
    on: facts["words"] names those whose share nobody measured.
    """
    if not by_words.label:
        return by_model
    if not by_words.abstained and _words_propose(by_words, by_model, learned):
        return replace(by_words, ranked=_candidates(by_words, by_model))
    if not by_model.abstained:
        return by_model
    ranked = _candidates(by_model, by_words)
    if not by_model.label:
        facts = {**by_words.facts, **{k: v for k, v in by_model.facts.items() if k == "strange"}}
        return replace(by_words, facts=facts)
    named = dict(by_model.ranked)
    unmeasured = [label for label, _share in ranked if label not in named]
    facts = {**by_model.facts, **({"words": unmeasured} if unmeasured else {})}
    return replace(by_model, ranked=ranked, facts=facts)


def _words_propose(by_words: Proposal, by_model: Proposal, learned: Collection[str]) -> bool:
    """Whether the words name what the model cannot know, or it says nothing and they are clear.

    What lies above or below something that it has learned, it knows.
    """
    label = by_words.label
    if not by_model.label:
        return True
    if any(
        f"{one}.".startswith(f"{label}.") or f"{label}.".startswith(f"{one}.") for one in learned
    ):
        return by_model.abstained and by_words.probability >= CLEAR
    return by_model.abstained or by_model.probability < SURER


def _candidates(first: Proposal, second: Proposal) -> tuple[tuple[str, float], ...]:
    """The one's and the other's in turn, each once."""
    pairs = zip_longest(first.ranked, second.ranked)
    shares: dict[str, float] = {}
    for label, share in filter(None, chain.from_iterable(pairs)):
        shares.setdefault(label, share)
    return tuple(shares.items())[:OFFERED]
