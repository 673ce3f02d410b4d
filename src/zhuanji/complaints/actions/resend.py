"""Sending a letter once more that could not be sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.correspondence.actions import queue_again
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound, Stale


@transaction.atomic
def resend_message(*, by: Actor, at: datetime, complaint: Complaint, message_id: int) -> Message:
    """Try a failed letter again. Raises Stale when it is on its way already."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    message = Message.objects.filter(thread=complaint.thread, pk=message_id).first()
    if message is None:
        raise NotFound
    if not queue_again(message=message):
        raise Stale(_("This letter is on its way already."))
    record(
        kind="complaint.message_resent",
        about=complaint.about,
        by=by,
        at=at,
        resent=message.pk,
    )
    return message
