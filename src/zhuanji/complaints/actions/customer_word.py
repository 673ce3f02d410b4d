"""What the customer says and decides, in the portal or told to a member of staff."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.attachments.actions import add_attachments
from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.models import Attachment
from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.actions.pausing import heard_from_customer
from zhuanji.complaints.models import Complaint, Evidence
from zhuanji.complaints.policies import require_is_complainant, require_may_work
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.actions import receive_message, said_before
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text

FILES_LIMIT = 10
_WORDS_LIMIT = 5000


def require_customer_or_handler(by: Actor, complaint: Complaint) -> None:
    if by.is_complainant:
        require_is_complainant(by, complaint)
    else:
        require_may_work(by, complaint)


@transaction.atomic
def add_customer_message(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    body: str,
    files: Iterable[StoredFile] = (),
    source_key: str | None = None,
) -> Message:
    """Keep what the customer writes or shows us. The same `source_key` again changes nothing."""
    complaint = lock(complaint)
    require_customer_or_handler(by, complaint)
    if earlier := said_before(source_key):
        return earlier
    files = list(files)
    words = clean_text(body).strip()
    if not words and not files:
        raise Invalid({"body": _("Write something or add a photo; then send it.")})
    if len(words) > _WORDS_LIMIT or len(files) > FILES_LIMIT:
        raise Invalid(
            {
                "body": _(
                    "Up to 5,000 characters and 10 files fit in one message. Send the rest in another."
                )
            }
        )
    attachments = _keep_evidence(complaint, files, by=by, at=at)
    message = receive_message(
        thread=complaint.thread,
        body=words,
        by=by,
        at=at,
        attachments=attachments,
        source_key=source_key,
    )
    index_complaint(complaint)
    record(
        kind="complaint.customer_wrote",
        about=complaint.about,
        by=by,
        at=at,
        message=message.pk,
        files=len(files),
    )
    heard_from_customer(complaint, by=by, at=at)
    return message


@transaction.atomic
def add_evidence(
    *, by: Actor, at: datetime, complaint: Complaint, files: Iterable[StoredFile]
) -> list[Evidence]:
    """Put files to the complaint's record."""
    complaint = lock(complaint)
    require_customer_or_handler(by, complaint)
    _keep_evidence(complaint, list(files), by=by, at=at)
    evidence = list(complaint.evidence.filter(added_at=at))
    record(
        kind="complaint.evidence_added", about=complaint.about, by=by, at=at, files=len(evidence)
    )
    if by.is_complainant:
        heard_from_customer(complaint, by=by, at=at)
    return evidence


def _keep_evidence(
    complaint: Complaint, files: list[StoredFile], *, by: Actor, at: datetime
) -> list[Attachment]:
    attachments = add_attachments(by=by, at=at, files=files)
    Evidence.objects.bulk_create(
        Evidence(
            complaint=complaint,
            attachment=attachment,
            added_at=at,
            added_by=by.key,
            from_customer=by.is_complainant,
        )
        for attachment in attachments
    )
    return attachments


@transaction.atomic
def accept_answer(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """The customer is content with the answer."""
    return _decide(
        Stage.ACCEPTED, "complaint.answer_accepted", "", by=by, at=at, complaint=complaint
    )


@transaction.atomic
def reject_answer(*, by: Actor, at: datetime, complaint: Complaint, why: str) -> Complaint:
    """The customer is not content; their reason becomes part of the conversation."""
    if not clean_text(why).strip():
        raise Invalid(
            {"why": _("Tell us in a few words what is still wrong, so that we can do better.")}
        )
    return _decide(
        Stage.REJECTED, "complaint.answer_rejected", why, by=by, at=at, complaint=complaint
    )


def _decide(
    stage: Stage, kind: str, words: str, *, by: Actor, at: datetime, complaint: Complaint
) -> Complaint:
    complaint = lock(complaint)
    require_customer_or_handler(by, complaint)
    move(complaint, stage, at=at)
    message = None
    if words:
        message = receive_message(
            thread=complaint.thread, body=clean_text(words).strip()[:_WORDS_LIMIT], by=by, at=at
        )
        index_complaint(complaint)
    record(
        kind=kind,
        about=complaint.about,
        by=by,
        at=at,
        stage=complaint.stage,
        message=message.pk if message else None,
    )
    return complaint
