"""The one way a complaint changes its stage. Every other action goes through here."""

from datetime import datetime

from django.db.models import Min

from zhuanji.complaints.deadlines import Kind, due_times
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.stages import FINISHED, Stage, check_move

# What has happened once a complaint stands at a stage, and which deadlines that meets.
_MEETS: dict[Stage, tuple[Kind, ...]] = {
    Stage.ACKNOWLEDGED: (Kind.ACKNOWLEDGEMENT,),
    Stage.ANSWERED: (Kind.ACKNOWLEDGEMENT, Kind.FIRST_ANSWER),
    Stage.CLOSED: tuple(Kind),
    Stage.WITHDRAWN: tuple(Kind),
    Stage.MERGED: tuple(Kind),
}


def lock(complaint: Complaint) -> Complaint:
    """Return the complaint as it is now, held until the transaction ends."""
    return (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("customer", "owner", "department")
        .get(pk=complaint.pk)
    )


def move(complaint: Complaint, stage: Stage, *, at: datetime) -> None:
    """Set a locked complaint's stage and what follows from it. Raises IllegalMove."""
    kinds = change_stage(complaint, stage, at=at)
    meet_deadlines(complaint, *kinds, at=at)
    complaint.save()


def change_stage(complaint: Complaint, stage: Stage, *, at: datetime) -> tuple[Kind, ...]:
    """Change the complaint itself, unsaved; return the deadlines that this meets."""
    check_move(Stage(complaint.stage), stage)
    complaint.stage = stage
    complaint.finished_at = at if stage in FINISHED else None
    if stage == Stage.ACKNOWLEDGED:
        complaint.acknowledged_at = complaint.acknowledged_at or at
    if stage == Stage.ANSWERED:
        complaint.answered_at = complaint.answered_at or at
    return _MEETS.get(stage, ())


def meet_deadlines(complaint: Complaint, *kinds: Kind, at: datetime) -> None:
    """Mark deadlines as met (once) and note the nearest that is left on the complaint."""
    waiting = Deadline.objects.filter(complaint=complaint, met_at=None)
    if kinds:
        waiting.filter(kind__in=kinds).update(met_at=at)
    complaint.due_at = waiting.aggregate(nearest=Min("due_at"))["nearest"]


def restart_resolution(complaint: Complaint, *, at: datetime) -> None:
    """A reopened complaint must be resolved again, within the term of its grade from now."""
    due = due_times(complaint.grade, at)[Kind.RESOLUTION]
    Deadline.objects.filter(complaint=complaint, kind=Kind.RESOLUTION).update(
        starts_at=at, due_at=due, met_at=None
    )
    complaint.due_at = due


def regrade_deadlines(*complaints: Complaint) -> None:
    """Deadlines not yet met follow each complaint's new grade, from when it was received.

    Two queries for any number of complaints, which are left unsaved.
    """
    waiting = Deadline.objects.filter(complaint__in=complaints, met_at=None)
    of_each: dict[int, list[Deadline]] = {complaint.pk: [] for complaint in complaints}
    for deadline in waiting:
        of_each[deadline.complaint_id].append(deadline)
    for complaint in complaints:
        due = due_times(complaint.grade, complaint.received_at)
        for deadline in of_each[complaint.pk]:
            deadline.due_at = max(due[Kind(deadline.kind)], deadline.starts_at)
        complaint.due_at = min((d.due_at for d in of_each[complaint.pk]), default=None)
    Deadline.objects.bulk_update([d for many in of_each.values() for d in many], ["due_at"])
