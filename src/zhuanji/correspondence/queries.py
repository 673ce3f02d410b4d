from datetime import datetime, timedelta
from uuid import UUID

from zhuanji.correspondence.models import Draft, Message, Presence, ReplyLock
from zhuanji.staff.models import User

PRESENCE_LENGTH = timedelta(seconds=45)


def messages_of(thread: UUID) -> list[Message]:
    """The conversation in the order it was held, with its attachments."""
    return list(
        Message.objects.filter(thread=thread).prefetch_related("attachments").order_by("at", "pk")
    )


def messages_for_customer(thread: UUID, *, at: datetime) -> list[Message]:
    """As messages_of, without what its author may still take back or has taken back."""
    return [
        message
        for message in messages_of(thread)
        if message.state != Message.State.WITHDRAWN
        and (message.held_until is None or message.held_until <= at)
    ]


def drafts_of(user: User, thread: UUID) -> dict[str, str]:
    """What the person was writing here, by kind."""
    return dict(Draft.objects.filter(user=user, thread=thread).values_list("kind", "body"))


def lock_of(thread: UUID, *, at: datetime) -> ReplyLock | None:
    return ReplyLock.objects.filter(thread=thread, until__gt=at).select_related("user").first()


def people_here(thread: UUID, *, at: datetime, but: User | None = None) -> list[User]:
    """Who has the conversation open now."""
    here = Presence.objects.filter(thread=thread, seen_at__gt=at - PRESENCE_LENGTH)
    return [p.user for p in here.exclude(user=but).select_related("user").order_by("user__name")]
