"""What was read in a text: findings with their places, and what they add up to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

KINDS = (
    "identity_card",
    "bank_card",
    "phone",
    "email",
    "order",
    "batch",
    "product_model",
    "amount",
    "moment",
    "place",
    "address",
    "emotion",
    "demand",
    "threat",
    "repeat",
)
"""All kinds of findings; those of identifiers come first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of one kind: `text` is the text given between `start` and `end`, `value` what it means.

    Values: phone E.164 · identity card, order, batch, model in upper case without gaps · amount a
    decimal number, or the least and the most a/b where only a range is told (两三千) · address
    as written, without gaps · moment ISO 8601, a day, a minute or an interval a/b, empty when it hangs on a
    moment that was not given · place its divisions, the largest first · the kind of emotion,
    demand or threat · the words repeated.
    """

    kind: str
    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All findings of one text in its order, its sentences, and what the customer feels and wants.

    `intensity` says how strongly, from 0 to 1. `demands`, `threats` and `emotions` name each kind
    once, the weightiest first.
    """

    text: str
    at: datetime | None
    findings: tuple[Finding, ...]
    sentences: tuple[tuple[int, int], ...]
    intensity: float
    demands: tuple[str, ...]
    threats: tuple[str, ...]
    emotions: tuple[str, ...]

    def of(self, kind: str) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def as_json(self) -> dict[str, Any]:
        """Return everything as JSON can say it."""
        return {
            "text": self.text,
            "at": self.at.isoformat() if self.at else None,
            "intensity": round(self.intensity, 3),
            "demands": list(self.demands),
            "threats": list(self.threats),
            "emotions": list(self.emotions),
            "sentences": [list(sentence) for sentence in self.sentences],
            "findings": [
                {"kind": f.kind, "start": f.start, "end": f.end, "text": f.text, "value": f.value}
                for f in self.findings
            ],
        }
