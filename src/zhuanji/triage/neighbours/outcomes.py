"""What became of a past case. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from zhuanji.complaints.stages import FINISHED, Stage


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    CLOSED = "closed"  # and nobody came back
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"  # answered, nothing heard yet

    @property
    def stayed(self) -> bool | None:
        """Whether the matter stayed resolved; None while nobody knows."""
        known = {Outcome.ACCEPTED: True, Outcome.CLOSED: True}
        return known.get(self, False if self in (Outcome.REJECTED, Outcome.REOPENED) else None)


_TOLD = {
    "answer_accepted": Outcome.ACCEPTED,
    "answer_rejected": Outcome.REJECTED,
    "reopened": Outcome.REOPENED,
}


def outcome_of(stage: Stage, told: Sequence[str]) -> Outcome:
    """Return what the customer said last; else what the stage says.

    `told` are the kinds of lines in its history about answers and reopenings, in their order.
    """
    if stage == Stage.WITHDRAWN:
        return Outcome.WITHDRAWN
    if told:
        return _TOLD[told[-1]]
    return Outcome.CLOSED if stage in FINISHED else Outcome.WAITING
