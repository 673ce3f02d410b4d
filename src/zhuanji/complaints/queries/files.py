"""Which files a reader may open."""

from uuid import UUID

from django.db.models import Q

from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import Evidence
from zhuanji.complaints.queries.tasks import UNSETTLED, tasks_visible_to
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
    if readable.filter(pk__in=kept_with).exists() or readable.filter(thread__in=said_in).exists():
        return True
    return _is_needed(attachment, kept_with, actor)


def _is_needed(attachment: Attachment, kept_with: list[int], actor: Actor) -> bool:
    """Whoever has a task of a complaint sees its evidence; of a confidential one only their proof."""
    if not kept_with:
        return False
    tasks = tasks_visible_to(actor).filter(complaint__in=kept_with)
    return tasks.filter(
        Q(complaint__confidential=False, state__in=UNSETTLED) | Q(proofs__attachments=attachment)
    ).exists()
