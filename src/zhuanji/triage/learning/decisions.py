"""What a model answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """The likeliest label, how sure, and all labels in order.

    `probability` is calibrated: of a hundred answers given with .8 about eighty are right.
    `margin` is how far the label leads the second; who abstains, abstains below a margin.
    """

    label: str
    probability: float
    margin: float
    ranked: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of the text that speaks for the label; `weight` counts every time it stands there.

    `start` and `end` are where it stands first, in the text as it was given.
    """

    start: int
    end: int
    words: str
    weight: float
