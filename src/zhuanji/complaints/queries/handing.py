"""Whom a complaint may be given to, and how often."""

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_work
from zhuanji.playbooks.queries import playbook_of
from zhuanji.staff.models import User


def most_handovers(complaint: Complaint) -> int:
    """How often it may be handed on by the playbook that it is handled by."""
    return playbook_of(complaint.playbook).dispatch.most_handovers


def is_stuck(complaint: Complaint) -> bool:
    """Whether it was handed on so often that somebody must decide who keeps it."""
    return complaint.is_open and complaint.handovers >= most_handovers(complaint)


def may_own(person: int, complaint: Complaint) -> bool:
    """Whether this colleague works here, works complaints, and is impartial on this one.

    That they see its department follows from owning it.
    """
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None:
        return False
    seen = Complaint(owner_id=person, barred=complaint.barred, concerns=complaint.concerns)
    return may_work(user.actor, seen)
