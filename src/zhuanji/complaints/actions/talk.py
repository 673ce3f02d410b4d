"""What colleagues tell each other about a complaint."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint, Mention, Note
from zhuanji.complaints.policies import may_read, require_may_note
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text
from zhuanji.staff.models import User

_LIMIT = 10_000


@transaction.atomic
def add_note(
    *, by: Actor, at: datetime, complaint: Complaint, body: str, mentions: Iterable[User] = ()
) -> Note:
    """Write an internal note; the colleagues mentioned find it on their Today page.

    Raises Invalid when a colleague is mentioned who may not see the complaint.
    """
    complaint = lock(complaint)
    require_may_note(by, complaint)
    words = clean_text(body).strip()
    if not words or len(words) > _LIMIT:
        raise Invalid({"body": _("Write between 1 and 10,000 characters.")})
    people = list(mentions)
    if strangers := [p.name for p in people if not may_read(p.actor, complaint)]:
        raise Invalid(
            {
                "body": _(
                    "%(names)s cannot see this complaint. Assign it to their department first."
                )
                % {"names": "、".join(strangers)}
            }
        )
    note = Note.objects.create(
        complaint=complaint, body=words, author=by.key, author_name=by.name, at=at
    )
    Mention.objects.bulk_create(Mention(note=note, user=person) for person in people)
    index_complaint(complaint)
    record(
        kind="complaint.noted",
        about=complaint.about,
        by=by,
        at=at,
        note=note.pk,
        mentions=[person.pk for person in people],
    )
    return note


def see_mentions(*, by: User, at: datetime, complaint: Complaint) -> int:
    """Whoever opens a complaint has seen the notes that name them; return how many were new."""
    return Mention.objects.filter(user=by, seen_at=None, note__complaint=complaint).update(
        seen_at=at
    )
