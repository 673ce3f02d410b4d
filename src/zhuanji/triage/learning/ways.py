"""Ways of reading texts and of weighing what they say: a story is read otherwise than a remark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

OPENING = 20
STORY = 3 * OPENING
"""Characters from which on a text has an opening that differs from the rest of it."""

LETTER = 150
"""Characters from which on a text has a subject, or says first what it is about."""


@dataclass(frozen=True, slots=True)
class Way:
    """What of a text counts, and how readily it is believed.

    `longest` is how many characters a run has at most. The first `opening` characters count twice,
    and once more by themselves where a story follows. `nothing` is what every text is imagined to
    have said besides; `cost` is how much an error in learning costs.
    """

    name: str
    longest: int
    opening: int
    nothing: float
    cost: float


STORIES = Way("stories", longest=2, opening=OPENING, nothing=300.0, cost=1.0)
REMARKS = Way("remarks", longest=2, opening=0, nothing=100.0, cost=0.5)
TURNS = Way("turns", longest=3, opening=0, nothing=100.0, cost=0.5)
"""For remarks in which the order of words matters: not good, not bad."""

WAYS = {way.name: way for way in (STORIES, REMARKS, TURNS)}


def ways_for(texts: Sequence[str]) -> tuple[Way, ...]:
    """Return the ways worth trying on folded texts: the first is taken unless another is better.

    Each way takes the time of learning once more, which grows with the length of texts.
    """
    usual = np.median([len(text) for text in texts])
    if usual >= LETTER:
        return (STORIES,)
    return (REMARKS, TURNS) if usual < STORY else (REMARKS, TURNS, STORIES)
