"""The life of a complaint, as one table.

docs/reference/complaint-stages.md is drawn from NEXT; a test keeps the two equal, and the
database holds the list of stages in a constraint.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.kernel.errors import DomainError


class Stage(models.TextChoices):
    RECEIVED = "received", gettext_lazy("Received")
    ACKNOWLEDGED = "acknowledged", gettext_lazy("Acknowledged")
    JUDGED = "judged", gettext_lazy("Judged")
    HANDLING = "handling", gettext_lazy("In handling")
    ANSWERED = "answered", gettext_lazy("Answered")
    ACCEPTED = "accepted", gettext_lazy("Accepted by the customer")
    REJECTED = "rejected", gettext_lazy("Rejected by the customer")
    CLOSED = "closed", gettext_lazy("Closed")
    REOPENED = "reopened", gettext_lazy("Reopened")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
    MERGED = "merged", gettext_lazy("Merged into another")


FINISHED = frozenset({Stage.CLOSED, Stage.WITHDRAWN, Stage.MERGED})
OPEN = frozenset(Stage) - FINISHED
_ENDS_EARLY = {Stage.WITHDRAWN, Stage.MERGED}

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.ACKNOWLEDGED, *_ENDS_EARLY}),
    Stage.ACKNOWLEDGED: frozenset({Stage.JUDGED, *_ENDS_EARLY}),
    Stage.JUDGED: frozenset({Stage.HANDLING, Stage.ANSWERED, Stage.JUDGED, *_ENDS_EARLY}),
    Stage.HANDLING: frozenset({Stage.ANSWERED, Stage.JUDGED, *_ENDS_EARLY}),
    Stage.ANSWERED: frozenset(
        {Stage.ACCEPTED, Stage.REJECTED, Stage.CLOSED, Stage.HANDLING, *_ENDS_EARLY}
    ),
    Stage.ACCEPTED: frozenset({Stage.CLOSED, Stage.REOPENED}),
    Stage.REJECTED: frozenset({Stage.HANDLING, Stage.JUDGED, Stage.CLOSED, *_ENDS_EARLY}),
    Stage.REOPENED: frozenset({Stage.HANDLING, Stage.JUDGED, *_ENDS_EARLY}),
    Stage.CLOSED: frozenset({Stage.REOPENED}),
    Stage.WITHDRAWN: frozenset({Stage.REOPENED}),
    # Undoing a merge puts the complaint back where it stood.
    Stage.MERGED: frozenset(OPEN - {Stage.ACCEPTED}),
}


class IllegalMove(DomainError):
    """The table has no such arrow; `allowed` are those that there are."""

    def __init__(self, start: Stage, end: Stage) -> None:
        self.start, self.end = start, end
        self.allowed = [stage for stage in Stage if stage in NEXT[start]]
        words = _(
            "A complaint cannot go from “%(start)s” to “%(end)s”. Reload the page to see what it needs now."
        )
        super().__init__(words % {"start": start.label, "end": end.label})


def check_move(start: Stage, end: Stage) -> None:
    """Raise IllegalMove when a complaint may not go from `start` to `end`."""
    if end not in NEXT[start]:
        raise IllegalMove(start, end)
