"""What a model answers."""

from dataclasses import dataclass

SOUND = 0.5
"""The probability below which an answer is more likely wrong than right: nobody should propose it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The likeliest label, how sure, and all labels in order.

    `probability` is calibrated: of a hundred answers given with .8 about eighty are right.
    `margin` is how far the label leads the second; who abstains, abstains below a margin.
    `strange` says that the text is unlike all that was learned from, whatever the label.
    """

    label: str
    probability: float
    margin: float
    ranked: tuple[tuple[str, float], ...]
    strange: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether the answer may be proposed at all, however little others ask of it."""
        return self.probability >= SOUND and not self.strange


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of the text that speaks for the label; `weight` counts every time it stands there.

    `start` and `end` are where it stands first, in the text as it was given.
    """

    start: int
    end: int
    words: str
    weight: float
