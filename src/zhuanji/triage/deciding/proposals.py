"""A proposal: what one would put into a field of the complaint, how surely, and because of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

HEADS = ("category", "grade", "department", "validity")
_SPANS_KEPT = 40
BEST = 2  # between which a person decides
OFFERED = 3  # where somebody looks for another one

Span = tuple[int, int]
"""Where something stands in the text: a place, never the words, which may be personal."""


@dataclass(frozen=True)
class Proposal:
    """`label` is the best candidate even where `abstained`: then a person decides between `ranked`.

    source: model, playbook (votes of words), rule (a hard rule), score, outcomes, or none. The
    probability was measured only where facts["cases"] says on how many; else it orders candidates.
    """

    head: str
    label: str = ""
    probability: float = 0.0
    abstained: bool = True
    ranked: tuple[tuple[str, float], ...] = ()
    spans: tuple[Span, ...] = ()
    source: str = "none"
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "probability": round(self.probability, 4),
            "abstained": self.abstained,
            "ranked": [[label, round(p, 4)] for label, p in self.ranked[:OFFERED]],
            "spans": [list(span) for span in self.spans[:_SPANS_KEPT]],
            "source": self.source,
            "facts": self.facts,
        }


def best_of(shares: Iterable[tuple[str, float]], most: int = BEST) -> tuple[tuple[str, float], ...]:
    """The best candidates, the best first; equals in the order of their names."""
    return tuple(sorted(shares, key=lambda one: (-one[1], one[0]))[:most])


def merged(spans: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """The places in their order, each once."""
    return tuple(sorted({(int(start), int(end)) for start, end, *_ in spans}))
