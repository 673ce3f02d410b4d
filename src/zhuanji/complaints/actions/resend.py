"""Sending a letter once more that could not be sent, and taking one back before it leaves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.actions.promising import drop_promises
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.correspondence.actions import queue_again, withdraw_message
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed, NotFound, Stale


@transaction.atomic
def resend_message(*, by: Actor, at: datetime, complaint: Complaint, message_id: int) -> Message:
    """Try a failed letter again. Raises Stale when it is on its way already."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    message = _message(complaint, message_id)
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


@transaction.atomic
def withdraw_reply(*, by: Actor, at: datetime, complaint: Complaint, message_id: int) -> Message:
    """Take back one's own reply while it is held. Raises Stale when it is on its way already."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    message = _message(complaint, message_id)
    if message.author != by.key:
        raise NotAllowed
    if not withdraw_message(message=message, at=at):
        raise Stale(_("This letter is on its way already."))
    drop_promises(complaint, message.pk, at=at)
    record(
        kind="complaint.reply_withdrawn",
        about=complaint.about,
        by=by,
        at=at,
        withdrawn=message.pk,
    )
    return message


def _message(complaint: Complaint, message_id: int) -> Message:
    message = Message.objects.filter(thread=complaint.thread, pk=message_id).first()
    if message is None:
        raise NotFound
    return message
