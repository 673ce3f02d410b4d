"""Working a complaint: taking it, handling it, noting findings, replying, answering."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhuanji.attachments.actions import add_attachments
from zhuanji.attachments.files import StoredFile
from zhuanji.complaints.actions.amending import amend
from zhuanji.complaints.actions.deadlines import beat
from zhuanji.complaints.actions.indexing import index_complaint
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.actions.promising import make_promises
from zhuanji.complaints.actions.task_review import end_tasks
from zhuanji.complaints.letters import subject_of
from zhuanji.complaints.models import Complaint, Evidence, Verdict
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.promising import Said
from zhuanji.complaints.queries.addresses import address_for_letters
from zhuanji.complaints.stages import FINISHED, Stage, check_move
from zhuanji.correspondence.actions import require_lock_is_free, said_before, write_message
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.language.normalise import clean_text

FINDINGS = ("how", "why", "prevention")
_FINDING_LIMIT = 5_000
_LETTER_LIMIT = 20_000


class Finished(DomainError):
    """The complaint is closed, withdrawn or merged."""

    message = _("This complaint is finished. Reopen it first, then go on.")


class RightsMissing(DomainError):
    """A letter of refusal must name the further ways to go."""

    status = 422
    message = _(
        "A letter of refusal must name the customer's further rights (mediation, authority, arbitration, court). Put them back before sending."
    )


@transaction.atomic
def start_handling(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """Begin to put things right; whoever begins becomes the owner when there is none."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    complaint.owner_id = complaint.owner_id or by.user_id
    move(complaint, Stage.HANDLING, at=at)
    record(
        kind="complaint.handling_started",
        about=complaint.about,
        by=by,
        at=at,
        owner=complaint.owner_id,
        stage=complaint.stage,
    )
    return complaint


@transaction.atomic
def record_findings(*, by: Actor, at: datetime, complaint: Complaint, **findings: str) -> Complaint:
    """Write down how it is resolved, why it happened, what prevents it; the customer reads them."""
    complaint = lock(complaint)
    require_may_work(by, complaint)
    wanted = {
        field: clean_text(findings[field])[:_FINDING_LIMIT].strip()
        for field in FINDINGS
        if field in findings
    }
    amend(complaint, wanted, kind="complaint.findings_recorded", by=by, at=at)
    return complaint


@transaction.atomic
def reply_to_customer(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    body: str,
    files: Iterable[StoredFile] = (),
    source_key: str | None = None,
    hold: timedelta = timedelta(0),
    promises: Iterable[Said] = (),
) -> Message:
    """Say something to the customer without answering the complaint yet.

    `promises` are those in its words that become clocks. It leaves after `hold`; until then withdraw_reply takes it back. Raises Locked while a colleague is writing, Finished when the complaint is finished. The same
    `source_key` again changes nothing.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    if earlier := said_before(source_key):
        return earlier
    if complaint.stage in FINISHED:
        raise Finished
    message = _send(
        complaint,
        Message.Kind.REPLY,
        body,
        files,
        by=by,
        at=at,
        source_key=source_key,
        hold=hold,
    )
    record(kind="complaint.replied", about=complaint.about, by=by, at=at, message=message.pk)
    make_promises(promises, by=by, at=at, complaint=complaint, message=message.pk)
    return message


@transaction.atomic
def answer_complaint(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    body: str,
    files: Iterable[StoredFile] = (),
    source_key: str | None = None,
    promises: Iterable[Said] = (),
    cancel_tasks: str = "",
) -> Message:
    """Give the customer the company's answer, which they may accept or reject.

    Raises RightsMissing when the complaint is not upheld and the letter names no further rights,
    TasksOpen while departments still work on it, unless `cancel_tasks` says why they need not.
    The same `source_key` again changes nothing.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    if earlier := said_before(source_key):
        return earlier
    check_move(Stage(complaint.stage), Stage.ANSWERED)
    refused = complaint.verdict == Verdict.NOT_UPHELD
    if refused and not names_further_rights(body):
        raise RightsMissing
    end_tasks(complaint, cancel=cancel_tasks, by=by, at=at)
    kind = Message.Kind.REFUSAL if refused else Message.Kind.ANSWER
    message = _send(complaint, kind, body, files, by=by, at=at, source_key=source_key)
    move(complaint, Stage.ANSWERED, at=at)
    record(
        kind="complaint.answered",
        about=complaint.about,
        by=by,
        at=at,
        message=message.pk,
        stage=complaint.stage,
    )
    make_promises(promises, by=by, at=at, complaint=complaint, message=message.pk)
    return message


def names_further_rights(body: str) -> bool:
    """The five ways of article 39 of the consumer law, of which four lead outside the company."""
    ways = (
        ("调解", "mediat"),
        ("12315", "行政", "authority"),
        ("仲裁", "arbitrat"),
        ("诉讼", "法院", "court"),
    )
    text = body.lower()
    return all(any(word in text for word in way) for way in ways)


def _send(
    complaint: Complaint,
    kind: Message.Kind,
    body: str,
    files: Iterable[StoredFile],
    *,
    by: Actor,
    at: datetime,
    source_key: str | None,
    hold: timedelta = timedelta(0),
) -> Message:
    require_lock_is_free(by=by, at=at, thread=complaint.thread)
    words = clean_text(body).strip()
    if not words or len(words) > _LETTER_LIMIT:
        raise Invalid({"body": str(_("Write between 1 and 20,000 characters to the customer."))})
    attachments = add_attachments(by=by, at=at, files=files)
    for attachment in attachments:
        Evidence.objects.create(
            complaint=complaint, attachment=attachment, added_at=at, added_by=by.key
        )
    message = write_message(
        thread=complaint.thread,
        kind=kind,
        to=address_for_letters(complaint),
        subject=subject_of(complaint),
        body=words,
        by=by,
        at=at,
        attachments=attachments,
        source_key=source_key,
        hold=hold,
    )
    index_complaint(complaint)
    beat(complaint, at=at)
    return message
