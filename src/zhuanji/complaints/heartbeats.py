"""What a customer hears while there is nothing new: number, owner, and when they hear again."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from zhuanji.complaints.deadlines import Kind, terms_of
from zhuanji.complaints.models import Complaint
from zhuanji.playbooks.queries import playbook_of
from zhuanji.working_hours.queries import calendar_in_use


def next_word_at(complaint: Complaint, *, at: datetime) -> datetime:
    """By when they hear again, if we write now."""
    terms = terms_of(complaint.grade, complaint.playbook)
    every = terms.get(Kind.HEARTBEAT) or playbook_of(complaint.playbook).heartbeat.every
    return every.after(at, calendar_in_use(at))


def heartbeat_words(complaint: Complaint, *, at: datetime) -> str:
    """The playbook's text about this complaint, in the customer's language."""
    following = timezone.localtime(next_word_at(complaint, at=at))
    with override(complaint.language):
        text = playbook_of(complaint.playbook).heartbeat.text
    owner = complaint.owner.get_full_name() if complaint.owner else ""
    return text.format(
        number=complaint.number, owner=owner or "—", next_date=f"{following:%Y-%m-%d %H:%M}"
    )
