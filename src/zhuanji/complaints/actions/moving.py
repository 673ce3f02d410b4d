"""The one way a complaint changes its stage. Every other action goes through here."""

from datetime import datetime

from zhuanji.complaints.actions.deadlines import follow_stage
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import FINISHED, Stage, check_move


def lock(complaint: Complaint) -> Complaint:
    """Return the complaint as it is now, held until the transaction ends."""
    return (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("customer", "owner", "department")
        .get(pk=complaint.pk)
    )


def move(complaint: Complaint, stage: Stage, *, at: datetime) -> None:
    """Set a locked complaint's stage and what follows from it. Raises IllegalMove."""
    change_stage(complaint, stage, at=at)
    follow_stage(complaint, at=at)
    complaint.save()


def change_stage(complaint: Complaint, stage: Stage, *, at: datetime) -> None:
    """Change the complaint itself, unsaved. Its deadlines follow by follow_stage."""
    check_move(Stage(complaint.stage), stage)
    complaint.stage = stage
    complaint.finished_at = at if stage in FINISHED else None
    if stage in FINISHED:
        complaint.waits_for = ""
    if stage == Stage.ACKNOWLEDGED:
        complaint.acknowledged_at = complaint.acknowledged_at or at
    if stage == Stage.ANSWERED:
        complaint.answered_at = complaint.answered_at or at
