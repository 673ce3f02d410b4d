"""What a complainant hands in by themselves: words, files and ways to reach them, all or nothing."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhuanji.attachments.files import StoredFile
from zhuanji.complaints.actions.customer_word import add_customer_message, add_evidence
from zhuanji.complaints.actions.register import contacts_given, register_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_register
from zhuanji.complaints.registration import Registration
from zhuanji.customers.models import ContactPoint
from zhuanji.kernel.actors import Actor, complainant
from zhuanji.kernel.locks import lock_until_commit


@transaction.atomic
def submit_complaint(
    *,
    by: Actor,
    at: datetime,
    given: Registration,
    source_key: str,
    files: Iterable[StoredFile] = (),
) -> Complaint:
    """Register a complaint with its evidence, once per `source_key`.

    The same key with another account is a second complaint: somebody went back and wrote anew.
    What they gave about themselves and their file does not know stays with the complaint, as
    their message, until a colleague has checked it. An e-mail address among it gets the letters
    of this complaint and of no other: its words are theirs already, they hold its query code, and
    nobody can point the letters of anybody else's complaint at themselves.
    """
    require_may_register(by)
    lock_until_commit(source_key)
    earlier = Complaint.objects.filter(source_key=source_key).first()
    if earlier and earlier.account != given.account:
        source_key = f"{source_key}:{_digest(given.account)}"
        earlier = Complaint.objects.filter(source_key=source_key).first()
    if earlier:
        return earlier
    complaint = register_complaint(by=by, at=at, given=given, source_key=source_key)
    _keep_what_was_given(complaint, given)
    themselves = complainant(complaint.thread)
    if evidence := list(files):
        add_evidence(by=themselves, at=at, complaint=complaint, files=evidence)
    if unknown := _not_on_file(complaint, given):
        words = _("How to reach me: %(contacts)s") % {"contacts": unknown}
        add_customer_message(by=themselves, at=at, complaint=complaint, body=words)
    return complaint


def _keep_what_was_given(complaint: Complaint, given: Registration) -> None:
    who = given.customer
    complaint.given_name, complaint.given_phone = who.name, who.phone
    complaint.given_email = who.email
    emails = [c for c in contacts_given(given) if c.kind == ContactPoint.Kind.EMAIL]
    if emails and not _points_of(complaint).filter(value=emails[0].value).exists():
        complaint.letters_to = who.email
    complaint.save(update_fields=["given_name", "given_phone", "given_email", "letters_to"])


def _points_of(complaint: Complaint) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(customer=complaint.customer_id)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _not_on_file(complaint: Complaint, given: Registration) -> str:
    """What was given about the person, when part of it is not in the customer's file; else ""."""
    if complaint.customer is None:
        return ""
    known = set(_points_of(complaint).values_list("kind", "value"))
    contacts_known = all((c.kind, c.value) in known for c in contacts_given(given))
    who = given.customer
    if contacts_known and who.name in {"", complaint.customer.name}:
        return ""
    return ", ".join(filter(None, [who.name, who.phone, who.email, who.account]))
