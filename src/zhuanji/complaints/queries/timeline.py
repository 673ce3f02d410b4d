"""The one story of a complaint: everything said, noted, decided and changed, in its order."""

from dataclasses import dataclass

from zhuanji.complaints.models import Complaint, Correction, Judgement, Note, Pause, Promise, Task
from zhuanji.correspondence.models import Message
from zhuanji.correspondence.queries import messages_of
from zhuanji.history.models import Entry
from zhuanji.history.queries import story_of

LENGTH = 200
# What a reader may want to see alone.
GROUPS: dict[str, frozenset[str]] = {
    "talk": frozenset(
        {
            "acknowledged",
            "replied",
            "answered",
            "customer_wrote",
            "data_asked",
            "answer_rejected",
            "answer_accepted",
        }
    ),
    "notes": frozenset({"noted"}),
    "decisions": frozenset(
        {
            "judged",
            "refusal_proposed",
            "refusal_confirmed",
            "refusal_returned",
            "answered",
            "answer_accepted",
            "answer_rejected",
            "closed",
            "reopened",
            "withdrawn",
            "merged",
            "unmerged",
        }
    ),
}


@dataclass(frozen=True)
class Item:
    """One line of history with what it is about, where that is more than the line itself says."""

    entry: Entry
    message: Message | None = None
    note: Note | None = None
    judgement: Judgement | None = None
    corrections: tuple[Correction, ...] = ()
    task: Task | None = None
    promise: Promise | None = None
    pause: Pause | None = None

    @property
    def said(self) -> str:
        """What was promised, or what is waited for, where the line itself does not say it."""
        spoken = self.promise or self.pause
        return spoken.words if spoken else ""

    @property
    def kind(self) -> str:
        return self.entry.kind.removeprefix("complaint.")


def timeline_of(complaint: Complaint, *, group: str = "", length: int = LENGTH) -> list[Item]:
    """The newest `length` lines in the order they happened, in four queries.

    One more each when something was corrected, promised, let rest, or asked of a department.
    """
    story = story_of(complaint.about)
    if group in GROUPS:
        story = story.filter(kind__in=[f"complaint.{kind}" for kind in GROUPS[group]])
    entries = list(story.order_by("-sequence")[:length])[::-1]
    messages = {m.pk: m for m in messages_of(complaint.thread)}
    notes = {n.pk: n for n in Note.objects.filter(complaint=complaint)}
    judgements = {j.pk: j for j in Judgement.objects.filter(complaint=complaint)}
    corrections = _corrections_in(complaint, entries)
    tasks = _tasks_in(complaint, entries)
    promises, pauses = _promises_in(complaint, entries), _pauses_in(complaint, entries)
    return [
        Item(
            entry,
            message=messages.get(entry.details.get("message")),
            note=notes.get(entry.details.get("note")),
            judgement=judgements.get(entry.details.get("judgement")),
            corrections=tuple(
                corrections[pk] for pk in entry.details.get("corrections", ()) if pk in corrections
            ),
            task=tasks.get(entry.details.get("task", 0)),
            promise=promises.get(entry.details.get("promise", 0)),
            pause=pauses.get(entry.details.get("pause", 0)),
        )
        for entry in entries
    ]


def _corrections_in(complaint: Complaint, entries: list[Entry]) -> dict[int, Correction]:
    """What the lines' corrections said; no question when there are none."""
    if not any("corrections" in entry.details for entry in entries):
        return {}
    return {one.pk: one for one in Correction.objects.filter(complaint=complaint)}


def _tasks_in(complaint: Complaint, entries: list[Entry]) -> dict[int, Task]:
    if not any("task" in entry.details for entry in entries):
        return {}
    return {one.pk: one for one in Task.objects.filter(complaint=complaint)}


def _promises_in(complaint: Complaint, entries: list[Entry]) -> dict[int, Promise]:
    if not any("promise" in entry.details for entry in entries):
        return {}
    return {one.pk: one for one in Promise.objects.filter(complaint=complaint)}


def _pauses_in(complaint: Complaint, entries: list[Entry]) -> dict[int, Pause]:
    if not any("pause" in entry.details for entry in entries):
        return {}
    return {one.pk: one for one in Pause.objects.filter(complaint=complaint)}
