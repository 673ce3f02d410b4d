"""The customer hears something while their complaint is open, even that there is no news yet."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.deadlines import beat
from zhuanji.complaints.actions.work import reply_to_customer
from zhuanji.complaints.heartbeats import heartbeat_words
from zhuanji.complaints.letters import subject_of
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.complaints.queries.addresses import addresses_for_letters
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.actions import write_message
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.playbooks.queries import playbook_of
from zhuanji.staff.roles import SYSTEM


@transaction.atomic
def send_heartbeat(*, by: Actor, at: datetime, complaint: Complaint, body: str) -> Message:
    """Send the prepared word, as it is or changed; with it the next day begins."""
    if not complaint.is_open:
        raise Invalid({"body": _("This complaint is finished; the customer waits for nothing.")})
    return reply_to_customer(by=by, at=at, complaint=complaint, body=body)


def beats_by_itself(row: Deadline) -> bool:
    """Whether the playbook sends the word of this heartbeat without anybody looking at it."""
    if row.kind != Deadline.Kind.HEARTBEAT or row.complaint.stage == Stage.RECEIVED:
        return False
    return playbook_of(row.complaint.playbook).heartbeat.automatic


def beat_by_itself(rows: Sequence[Deadline], *, at: datetime) -> None:
    """Send the playbook's word for each: part of the clock's transaction."""
    complaints = [row.complaint for row in rows]
    to = addresses_for_letters(complaints)
    lines = {}
    for complaint in complaints:
        message = write_message(
            thread=complaint.thread,
            kind=Message.Kind.REPLY,
            to=to[complaint.pk],
            subject=subject_of(complaint),
            body=heartbeat_words(complaint, at=at),
            by=SYSTEM,
            at=at,
        )
        lines[complaint.about] = {"message": message.pk}
        beat(complaint, at=at)
    if lines:
        record_many(kind="complaint.replied", lines=lines, by=SYSTEM, at=at)
