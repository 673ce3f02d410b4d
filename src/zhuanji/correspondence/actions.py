"""Everything that can be done to what we and a customer say to each other."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zhuanji.attachments.models import Attachment
from zhuanji.correspondence.models import Draft, Message, Presence, ReplyLock
from zhuanji.correspondence.outbox import send_email
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError
from zhuanji.kernel.jobs import enqueue
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.staff.models import User

LOCK_LENGTH = timedelta(seconds=90)  # the page renews it every 30 seconds
MAX_ATTEMPTS = 10
_NOT_YET_GONE = (Message.State.QUEUED, Message.State.POSTED)


class Locked(DomainError):
    """Somebody else is writing to this customer."""

    message = _(
        "A colleague is writing to this customer right now. Your text is kept as a draft; agree with them who sends."
    )


def write_message(
    *,
    thread: UUID,
    kind: Message.Kind,
    body: str,
    by: Actor,
    at: datetime,
    to: str = "",
    subject: str = "",
    attachments: Iterable[Attachment] = (),
    source_key: str | None = None,
    hold: timedelta = timedelta(0),
) -> Message:
    """Put a message to the customer in the outbox; without an address their page shows it.

    It waits for `hold` before it goes, so that withdraw_message can still stop it. Part of a larger action: the caller owns the transaction and records the history.
    """
    message = Message.objects.create(
        thread=thread,
        direction=Message.Direction.OUT,
        kind=kind,
        state=Message.State.QUEUED if to else Message.State.POSTED,
        to=to,
        subject=subject[:250],
        body=body,
        author=by.key,
        author_name=by.name,
        at=at,
        held_until=at + hold if hold else None,
        source_key=source_key,
    )
    message.attachments.set(attachments)
    if to:
        enqueue(
            "correspondence.deliver_message", not_before=message.held_until, message_id=message.pk
        )
    return message


def withdraw_message(*, message: Message, at: datetime) -> bool:
    """Stop a message that is still held. Return False when it has left. Part of a larger action.

    Delivery takes the same row conditionally, so exactly one of the two wins.
    """
    held = Message.objects.filter(
        pk=message.pk, held_until__gt=at, attempts=0, state__in=_NOT_YET_GONE
    )
    return bool(held.update(state=Message.State.WITHDRAWN))


def receive_message(
    *,
    thread: UUID,
    body: str,
    by: Actor,
    at: datetime,
    attachments: Iterable[Attachment] = (),
    source_key: str | None = None,
) -> Message:
    """Keep what the customer said. Part of a larger action, as write_message."""
    message = Message.objects.create(
        thread=thread,
        direction=Message.Direction.IN,
        kind=Message.Kind.CUSTOMER,
        state=Message.State.RECEIVED,
        body=body,
        author=by.key,
        author_name=by.name,
        at=at,
        source_key=source_key,
    )
    message.attachments.set(attachments)
    return message


def said_before(source_key: str | None) -> Message | None:
    """The message that came in with this key; a second delivery waits here for the first."""
    if not source_key:
        return None
    lock_until_commit(source_key)
    return Message.objects.filter(source_key=source_key).first()


def queue_again(*, message: Message) -> bool:
    """Try once more to send a letter that could not be sent. Return False when it is under way.

    Part of a larger action, as write_message.
    """
    failed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED)
    if not failed.update(state=Message.State.QUEUED, attempts=0):
        return False
    enqueue("correspondence.deliver_message", message_id=message.pk)
    return True


def deliver_message(*, message: Message, at: datetime) -> bool:
    """Hand the message to the mail server. Return False if it was taken or sent before.

    Runs outside any transaction: a slow mail server must hold no locks. A worker killed while
    sending leaves SENDING behind; `at` a later attempt it is taken again, because a letter
    sent twice is better than one never sent (the Message-ID lets mail programs tell).
    """
    mine = Message.objects.filter(
        pk=message.pk, state__in=[Message.State.QUEUED, Message.State.SENDING]
    )
    taken = mine.filter(attempts=message.attempts).update(
        state=Message.State.SENDING, attempts=F("attempts") + 1
    )
    if not taken:
        return False
    try:
        send_email(message)
    except OSError as problem:
        last = message.attempts + 1 >= MAX_ATTEMPTS
        mine.update(
            state=Message.State.FAILED if last else Message.State.QUEUED,
            problem=str(problem)[:300],
        )
        raise
    mine.update(state=Message.State.SENT, sent_at=at, problem="")
    return True


@transaction.atomic
def save_draft(*, by: User, at: datetime, thread: UUID, kind: str, body: str) -> None:
    """Keep what somebody is writing; an empty text forgets it."""
    if not body.strip():
        Draft.objects.filter(thread=thread, user=by, kind=kind).delete()
        return
    Draft.objects.update_or_create(
        thread=thread, user=by, kind=kind, defaults={"body": body[:50_000], "saved_at": at}
    )


def forget_draft(*, by: User, thread: UUID, kind: str) -> None:
    Draft.objects.filter(thread=thread, user=by, kind=kind).delete()


@transaction.atomic
def take_lock(*, by: User, at: datetime, thread: UUID) -> ReplyLock:
    """Take or renew the right to write to this customer; who holds it is in the answer."""
    lock, is_new = ReplyLock.objects.select_for_update().get_or_create(
        thread=thread, defaults={"user": by, "until": at + LOCK_LENGTH}
    )
    if not is_new and (lock.user_id == by.pk or lock.until <= at):
        lock.user, lock.until = by, at + LOCK_LENGTH
        lock.save()
    return lock


def release_lock(*, by: User, thread: UUID) -> None:
    ReplyLock.objects.filter(thread=thread, user=by).delete()


@transaction.atomic
def finish_writing(*, by: User, thread: UUID, kind: str) -> None:
    """What was written is sent: its draft is forgotten, the next colleague may write."""
    forget_draft(by=by, thread=thread, kind=kind)
    release_lock(by=by, thread=thread)


def require_lock_is_free(*, by: Actor, at: datetime, thread: UUID) -> None:
    """Raise Locked while somebody else is writing to this customer."""
    holder = ReplyLock.objects.filter(thread=thread, until__gt=at).first()
    if holder is not None and holder.user_id != by.user_id:
        raise Locked


def note_presence(*, by: User, at: datetime, thread: UUID) -> None:
    """Say that somebody has this conversation open."""
    Presence.objects.update_or_create(thread=thread, user=by, defaults={"seen_at": at})
