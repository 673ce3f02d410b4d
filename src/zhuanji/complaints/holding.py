"""Who has a deadline in hand, by its owner and department: the complaint, or one of its tasks."""

from zhuanji.complaints.models import Complaint, Deadline, Escalation, Task


def holder_of(deadline: Deadline) -> Complaint | Task:
    """A department answers for its task; for every other deadline the complaint's owner does."""
    if deadline.kind == Deadline.Kind.TASK:
        return getattr(deadline, "task", deadline.complaint)
    return deadline.complaint


def holder_behind(escalation: Escalation) -> Complaint | Task:
    """Whose owner and department an escalation means by "owner" and "department"."""
    return holder_of(escalation.deadline) if escalation.deadline else escalation.complaint
