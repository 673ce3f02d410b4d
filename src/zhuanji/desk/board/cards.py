"""Cards of the board as one reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhuanji.complaints.deadlines import turning_points
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.queries.board import Marks, marks_of
from zhuanji.complaints.queries.tasks import Share
from zhuanji.desk.complaints.deadline_words import pause_name
from zhuanji.desk.filters import subject_for
from zhuanji.kernel.actors import Actor
from zhuanji.working_hours.queries import calendar_in_use


@dataclass(frozen=True)
class Card:
    """`half`, `late` and the due moment are when its colour turns; `rests_for` says on what it waits."""

    complaint: Complaint
    subject: str
    rests_for: str
    promised: Deadline | None
    is_escalated: bool
    tasks: Share | None = None
    half: datetime | None = None
    late: datetime | None = None
    colour: str = ""

    @property
    def promise_is_broken(self) -> bool:
        return self.promised is not None and self.promised.breached_at is not None


def cards_for(
    complaints: Sequence[Complaint], actor: Actor, *, at: datetime, subjects: bool = True
) -> list[Card]:
    """Return a card for each, with three questions for all; without `subjects` no word of a customer."""
    marks = marks_of(complaints)
    return [_card(one, marks, actor, at, subjects=subjects) for one in complaints]


def _card(
    complaint: Complaint, marks: Marks, actor: Actor, at: datetime, *, subjects: bool
) -> Card:
    owed = marks.owed.get(complaint.pk, [])
    half, late = _turns(complaint, owed, at)
    return Card(
        complaint=complaint,
        subject=subject_for(complaint, actor) if subjects else "",
        rests_for=pause_name(complaint.waits_for) if complaint.waits_for else "",
        promised=next((row for row in owed if row.kind == Deadline.Kind.PROMISE), None),
        is_escalated=complaint.pk in marks.escalated,
        tasks=marks.tasks.get(complaint.pk),
        half=half,
        late=late,
        colour=_colour(complaint.due_at, half, late, at),
    )


def _turns(
    complaint: Complaint, owed: Sequence[Deadline], at: datetime
) -> tuple[datetime | None, datetime | None]:
    """When the colour of the nearest deadline turns, as its own term counts."""
    nearest = next(
        (row for row in owed if row.due_at == complaint.due_at and row.paused_at is None), None
    )
    return turning_points(nearest, calendar_in_use(at)) if nearest else (None, None)


def _colour(
    due: datetime | None, half: datetime | None, late: datetime | None, at: datetime
) -> str:
    if due is None:
        return ""
    limits = ((half or due, "calm"), (late or due, "soon"), (due, "late"))
    return next((name for limit, name in limits if at < limit), "over")
