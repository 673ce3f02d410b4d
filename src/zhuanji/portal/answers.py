"""The four questions a complainant has, answered as far as there is an answer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.pausing import FOR_THE_CUSTOMER
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.queries import Shown
from zhuanji.complaints.stages import FINISHED, NEXT, Stage
from zhuanji.correspondence.models import Message

# How far along each stage is, of the four steps a page shows.
_STEP = {
    Stage.RECEIVED: 1,
    Stage.ACKNOWLEDGED: 2,
    Stage.JUDGED: 2,
    Stage.HANDLING: 2,
    Stage.REJECTED: 2,
    Stage.REOPENED: 2,
    Stage.ANSWERED: 3,
    Stage.ACCEPTED: 4,
    Stage.CLOSED: 4,
    Stage.WITHDRAWN: 4,
    Stage.MERGED: 4,
}


@dataclass(frozen=True)
class Answer:
    question: str
    words: str
    known: bool
    so_far: bool = False  # found by somebody, but not yet our answer


def four_answers(seen: Shown, *, now: datetime) -> list[Answer]:
    """When, how, why, prevention: in this order, and honest where nothing is known yet."""
    complaint = seen.complaint
    later = _("There is no conclusion yet. You will read it here as soon as there is one.")
    if complaint.stage in FINISHED:
        later = _("Nothing was recorded about this.")
    found = (
        (_("How is it resolved?"), complaint.how),
        (_("Why did it happen?"), complaint.why),
        (_("What keeps it from happening again?"), complaint.prevention),
    )
    when = Answer(_("When will it be resolved?"), _when(seen, now=now), known=True)
    so_far = found_so_far(complaint)
    return [
        when,
        *(
            Answer(question, words or later, bool(words), so_far=bool(words) and so_far)
            for question, words in found
        ),
    ]


def found_so_far(complaint: Complaint) -> bool:
    """Whether what was found is no answer yet: it may still change before the first is given."""
    return complaint.answered_at is None and complaint.stage not in FINISHED


def _when(seen: Shown, *, now: datetime) -> str:
    complaint = seen.complaint
    if complaint.stage in FINISHED and complaint.finished_at:
        return _("It ended on %(day)s.") % {"day": day(complaint.finished_at)}
    answered = _answered(seen)
    if complaint.stage in {Stage.ANSWERED, Stage.ACCEPTED}:
        return answered
    due = _rests(seen) or _due(seen, now=now)
    return " ".join(filter(None, [answered, due, _next_word(seen, now=now)]))


def _answered(seen: Shown) -> str:
    """When the last answer was given."""
    answers = (Message.Kind.ANSWER, Message.Kind.REFUSAL)
    given = [message.at for message in seen.messages if message.kind in answers]
    at = max(given, default=seen.complaint.answered_at)
    return _("We answered on %(day)s.") % {"day": day(at)} if at else ""


def _due(seen: Shown, *, now: datetime) -> str:
    """What is due by when: a first answer and the end of the matter are two promises."""
    waiting = {kind: one.due_at for kind, one in seen.due.items() if one.is_owed}
    first = waiting.get(Deadline.Kind.FIRST_ANSWER)
    end = waiting.get(Deadline.Kind.RESOLUTION)
    if first and first < now:
        return _(
            "We promised a first answer by %(day)s and are late. We are sorry; write to us below."
        ) % {"day": day(first)}
    if end and end < now:
        return _(
            "We promised to settle it by %(day)s and are late. We are sorry; write to us below."
        ) % {"day": day(end)}
    if first and end and first != end:
        return _(
            "A first answer by %(answer)s at the latest; settled by %(end)s at the latest."
        ) % {"answer": day(first), "end": day(end)}
    if first:
        return _("Answered and settled by %(day)s at the latest.") % {"day": day(first)}
    if end:
        return _("Settled by %(day)s at the latest.") % {"day": day(end)}
    return _("There is no date yet.")


def _rests(seen: Shown) -> str:
    """While it is on them, no date of ours runs."""
    if seen.complaint.waits_for != FOR_THE_CUSTOMER:
        return ""
    return _("We wait for your answer to our question below; as soon as it is here we go on.")


def _next_word(seen: Shown, *, now: datetime) -> str:
    """By when they hear from us again, news or none."""
    beat = seen.due.get(Deadline.Kind.HEARTBEAT)
    if beat is None or beat.state != Deadline.State.RUNNING or beat.due_at < now:
        return ""
    return _("You hear from us again by %(day)s, even if there is no news.") % {
        "day": day(beat.due_at)
    }


def day(moment: datetime) -> str:
    """A moment as one says it on the phone."""
    local = localtime(moment)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M}"


def steps(complaint: Complaint) -> list[tuple[str, bool]]:
    """The way of a complaint in plain words, each with whether it was reached."""
    names = (_("Received"), _("Being looked into"), _("Answered"), _("Finished"))
    reached = _STEP[Stage(complaint.stage)]
    return [(name, place <= reached) for place, name in enumerate(names, 1)]


def ways(complaint: Complaint) -> set[str]:
    """What the complainant may do now, by the name of the door."""
    next_stages = NEXT[Stage(complaint.stage)]
    doors = {
        "accept": Stage.ACCEPTED in next_stages and complaint.stage == Stage.ANSWERED,
        "reject": Stage.REJECTED in next_stages,
        "withdraw": Stage.WITHDRAWN in next_stages,
        "reopen": Stage.REOPENED in next_stages,
    }
    return {name for name, is_open in doors.items() if is_open}
