"""Which files a reader may open."""

from uuid import UUID

from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import Evidence
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.correspondence.models import Message
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound


def get_attachment(key: UUID, *, actor: Actor) -> Attachment:
    """Return a file of a complaint, or of a message of one, that the actor may read.

    Raises NotFound for every other: what one may not read does not exist for one.
    """
    attachment = Attachment.objects.filter(key=key).first()
    if attachment is None or not _is_readable(attachment, actor):
        raise NotFound
    return attachment


def _is_readable(attachment: Attachment, actor: Actor) -> bool:
    """Few complaints have the file: they are looked up first, then asked about."""
    kept_with = list(
        Evidence.objects.filter(attachment=attachment).values_list("complaint", flat=True)
    )
    said_in = list(Message.objects.filter(attachments=attachment).values_list("thread", flat=True))
    readable = visible_to(actor)
    return (
        readable.filter(pk__in=kept_with).exists() or readable.filter(thread__in=said_in).exists()
    )
