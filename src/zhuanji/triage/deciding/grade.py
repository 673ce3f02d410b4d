"""投诉等级: a score of five parts, its bands, and rules that no score may overrule.

    S = 35·harm + 20·emotion + 20·threat + 15·value + 10·repeat        each part from 0 to 1

below 25 general, from 25 complex, from 45 major, from 70 emergency. Two people who read the same
complaint differ by some points, so S is taken as uncertain by SPREAD (one standard deviation);
the share of a band is the part of that uncertainty which falls into it. Such a share is nobody's
measurement, so it only says where a person must decide. It is a probability once it was learned
from what people decided at such scores (learning/grading.py): a Curve with its number of cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import erf, inf, log10, sqrt
from typing import Any

from zhuanji.triage.deciding.harm import Harm
from zhuanji.triage.deciding.proposals import Proposal, Span, best_of

WEIGHTS = {"harm": 35, "emotion": 20, "threat": 20, "value": 15, "repeat": 10}
BANDS = (("general", 0.0), ("complex", 25.0), ("major", 45.0), ("emergency", 70.0))
ORDER = tuple(grade for grade, _ in BANDS)
SPREAD = 6.0
SURE = 0.55  # below, a person decides between the two best
THREATS = {
    "self_harm": 1.0,
    "safety": 1.0,
    "court": 0.9,
    "media": 0.9,
    "regulator": 0.8,
    "hotline": 0.6,
}
TIERS = {"standard": 0.0, "silver": 0.25, "gold": 0.5, "vip": 0.75}
_SMALL, _LARGE = 100, 10_000  # yuan: nothing below the one, everything from the other
_REPEATS = (0.0, 0.5, 0.8)


@dataclass(frozen=True)
class Part:
    """One part of the score: how much of it there is, where it was read, which facts made it."""

    name: str
    degree: float
    spans: tuple[Span, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return WEIGHTS[self.name] * self.degree

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "degree": round(self.degree, 3),
            "points": round(self.points, 1),
            "weight": WEIGHTS[self.name],
            "spans": [list(span) for span in self.spans[:20]],
            "facts": self.facts,
        }


def parts_of(
    *,
    harm: Harm,
    emotion: tuple[float, tuple[Span, ...]],
    threats: Iterable[tuple[str, Span]],
    amount: float,
    amount_spans: tuple[Span, ...] = (),
    tier: str = "standard",
    earlier: int = 0,
    again: tuple[Span, ...] = (),
) -> tuple[Part, ...]:
    """The five parts. `amount` in yuan, `earlier` complaints of the same customer lately."""
    threatened = list(threats)
    strongest = max(threatened, key=lambda one: THREATS.get(one[0], 0.5), default=None)
    times = max(earlier, 1 if again else 0)
    value = max(_money(amount), TIERS.get(tier, 0.0))
    return (
        Part("harm", harm.degree, harm.spans, {"kind": harm.kind} if harm.kind else {}),
        Part("emotion", min(max(emotion[0], 0.0), 1.0), emotion[1]),
        Part(
            "threat",
            THREATS.get(strongest[0], 0.5) if strongest else 0.0,
            tuple(span for _, span in threatened),
            {"kind": strongest[0]} if strongest else {},
        ),
        Part("value", value, amount_spans, {"amount": round(amount, 2), "tier": tier}),
        Part(
            "repeat",
            1.0 if times >= len(_REPEATS) else _REPEATS[times],
            again,
            {"earlier": earlier},
        ),
    )


def _money(amount: float) -> float:
    if amount <= _SMALL:
        return 0.0
    return min(1.0, log10(amount / _SMALL) / log10(_LARGE / _SMALL))


def score(parts: Iterable[Part]) -> float:
    return sum(part.points for part in parts)


@dataclass(frozen=True)
class Curve:
    """Where people draw the line before each graver grade, and how far apart they are about it.

    `cases` is from how many decisions that was learned; 0 is the rule's own assumption.
    """

    edges: tuple[float, ...] = tuple(edge for _, edge in BANDS[1:])
    spread: float = SPREAD
    cases: int = 0

    def shares(self, total: float) -> dict[str, float]:
        """How likely each grade is at this score; together one."""
        borders = [-inf, *self.edges, inf]
        below = [0.5 * (1 + erf((edge - total) / (self.spread * sqrt(2)))) for edge in borders]
        return {grade: below[n + 1] - below[n] for n, grade in enumerate(ORDER)}


ASSUMED = Curve()


def band(total: float) -> str:
    """The grade of a score, by the rule."""
    return [grade for grade, edge in BANDS if total >= edge][-1]


def propose_grade(
    parts: tuple[Part, ...],
    *,
    forced: str = "",
    rule: str = "",
    curve: Curve = ASSUMED,
    understood: bool = True,
) -> Proposal:
    """The grade of the score; never below `forced`, which `rule` (its key or sentence) demands.

    Where people decide otherwise than the rule at such scores, a person decides between both. Of
    a text that was not `understood` no words in the score mean nothing: a person decides.
    """
    total = round(score(parts), 1)
    label, spans = band(total), tuple(span for part in parts if part.points for span in part.spans)
    if forced and ORDER.index(forced) > ORDER.index(label):
        facts: dict[str, Any] = {"score": total, "rule": rule}
        return Proposal("grade", forced, 1.0, False, ((forced, 1.0),), spans, "rule", facts)
    shares = curve.shares(total)
    ranked = best_of(shares.items())
    if not understood and not any(part.spans for part in parts if part.points):
        return Proposal("grade", facts={"score": total, "silent": True}, source="score")
    unsure = shares[label] < SURE or ranked[0][0] != label
    facts = {"score": total, **({"cases": curve.cases} if curve.cases else {})}
    return Proposal("grade", label, shares[label], unsure, ranked, spans, "score", facts)
