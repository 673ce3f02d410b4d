"""What a complainant asks about their own data."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint, DataWish
from zhuanji.complaints.policies import require_is_complainant
from zhuanji.correspondence.actions import receive_message, said_before
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text

_LIMIT = 2000


@transaction.atomic
def ask_about_data(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    wish: str,
    body: str,
    source_key: str | None = None,
) -> Message:
    """Ask for data to be corrected or deleted; it waits in the conversation for its owner.

    Nothing is deleted by asking: the law makes some of it stay, and a person says which and why.
    """
    complaint = lock(complaint)
    require_is_complainant(by, complaint)
    if earlier := said_before(source_key):
        return earlier
    words = clean_text(body).strip()
    if wish not in DataWish.values:
        raise Invalid({"wish": _("Choose what we should do with your data.")})
    if wish == DataWish.CORRECTION and not words:
        raise Invalid({"body": _("Say what is wrong and what is right.")})
    said = f"【{DataWish(wish).label}】{words}"[:_LIMIT]
    message = receive_message(
        thread=complaint.thread, body=said, by=by, at=at, source_key=source_key
    )
    index_complaint(complaint)
    record(
        kind="complaint.data_asked",
        about=complaint.about,
        by=by,
        at=at,
        wish=wish,
        message=message.pk,
    )
    return message
